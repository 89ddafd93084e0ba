// Practises in the form by keyboard; see helpers.mjs for what it needs.
import assert from "node:assert/strict";
import { after } from "node:test";
import { closeBrowser, formTest, judge } from "./helpers.mjs";

after(closeBrowser);

/** Press keys one after another, such as "Tab Enter". */
async function keys(page, names) {
  for (const name of names.split(" ")) await page.keyboard.press(name);
}

/** What is shown, where the focus has to be on the heading; a judge of pages has nothing against it. */
async function heading(page) {
  await judge(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "title");
  return page.locator("h1").innerText();
}

/** The first two facts, each as its label and its value. */
async function facts(page) {
  const rows = await page.locator("dl > div").all();
  return Promise.all(rows.slice(0, 2).map((row) => row.locator("dt, dd").allInnerTexts()));
}

for (const options of [
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
]) {
  formTest(
    `three activities are placed by keyboard at ${options.width} px`,
    "built-in",
    async (page) => {
      // The first card of Coercion comes first, then the last of Informing, then the second of Co-design.
      await page.evaluate(() => {
        let card = 0;
        Math.random = () => ((8 * card++) % 21) / 21;
      });
      await page.getByRole("button", { name: "Practise on made-up activities" }).focus();
      await keys(page, "Enter");
      assert.equal(await heading(page), "Card 1 of 7");

      await keys(page, "Tab Enter");
      assert.equal(await page.title(), "Error: Card 1 of 7");
      assert.equal(await page.evaluate(() => document.activeElement.id), "card-0");
      await judge(page);

      await keys(page, "ArrowUp ArrowUp Enter");
      assert.equal(await heading(page), "Yes. Rung 1 of 7: Coercion");
      assert.deepEqual(await facts(page), [
        ["Why:", "They come by choice, but only for show. Nobody wants to know what they think."],
        [
          "Easily mixed up:",
          "A talk that teaches or tells people something is not on this rung, however dull it is. But a form that nobody reads is.",
        ],
      ]);

      await keys(page, "Tab Enter");
      assert.equal(await heading(page), "Card 2 of 7");
      await keys(page, "Tab Space Enter");
      assert.equal(await heading(page), "The answer is: Rung 3 of 7: Informing");
      assert.deepEqual((await facts(page))[0], ["You said:", "Rung 7 of 7: Co-production"]);

      await keys(page, "Tab Enter Tab ArrowUp Enter");
      assert.equal(await heading(page), "The answer is: Rung 6 of 7: Co-design");
      assert.equal((await facts(page))[0][0], "Why:");

      await keys(page, "Tab Tab Enter");
      assert.equal(await heading(page), "Your practice");
      assert.deepEqual(await page.locator("main li").allInnerTexts(), [
        "Rung 6 of 7: Co-design",
        "Rung 3 of 7: Informing",
      ]);

      await keys(page, "Tab Enter");
      assert.equal(await heading(page), "Where is it on the ladder?");
    },
    options,
  );
}
