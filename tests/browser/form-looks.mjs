// Looks at each state of the form: what judges of pages say of it, its order, its words, its print.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { answer, closeBrowser, formTest, judge, press } from "./helpers.mjs";

after(closeBrowser);

const STATES = {
  start: async () => {},
  more: (page) => press(page, "Next"),
  question: (page) => press(page, "Next"),
  help: (page) => page.getByText("Help with this question").click(),
  error: (page) => press(page, "Next"),
  result: (page) => answer(page, [5, 1, 1, 1]),
  compare: (page) => press(page, "Compare answers"),
  refused: (page) =>
    page.locator("#files").setInputFiles({ name: "bad.json", mimeType: "", buffer: Buffer.from("{") }),
};

for (const options of [
  { width: 320, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
]) {
  formTest(
    `nothing is wrong with any state at ${options.width} px`,
    "built-in",
    async (page) => {
      for (const reach of Object.values(STATES)) {
        await reach(page);
        await judge(page);
      }
      await page.goBack();
      await page.getByLabel("Easy words").check();
      await judge(page);
    },
    options,
  );
}

formTest("each state reads in a sensible order", "small", async (page) => {
  const golden = new URL("../golden/form.txt", `file://${process.env.TESTS}/`);
  let all = "";
  for (const [name, reach] of Object.entries({
    ...STATES,
    help: async () => {},
    result: (each) => answer(each, [1, 1]),
  })) {
    await reach(page);
    all += `## ${name}\n${await page.locator("body").ariaSnapshot()}\n\n`;
  }
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, all);
  assert.equal(all, readFileSync(golden, "utf-8"));
});

formTest("easy words change everything that has easy words", "built-in", async (page) => {
  await page.getByLabel("Show all questions on one page").check();
  const reach = {
    start: async () => {},
    practise: (each) => press(each, "Practise on made-up activities"),
    placed: async (each) => {
      await each.getByRole("radio").last().check();
      await press(each, "See the answer");
    },
    practised: (each) => press(each, "See how it went"),
    more: async (each) => {
      await press(each, "Back to the start");
      await STATES.more(each);
    },
    questions: STATES.question,
    result: skipAll,
    compare: STATES.compare,
  };
  for (const [name, go] of Object.entries(reach)) {
    await go(page);
    const before = await page.locator("body").ariaSnapshot();
    await page.getByLabel("Easy words").check();
    const { shown, pairs } = await page.evaluate(shownAndPairs);
    const left = pairs.filter(([standard]) => shown.includes(standard));
    assert.deepEqual(
      left.filter(([standard, easy]) => !easy.includes(standard)),
      [],
      name,
    );
    assert.equal(await page.evaluate(() => document.activeElement.id), "easy");
    await page.getByLabel("Easy words").uncheck();
    assert.equal(await page.locator("body").ariaSnapshot(), before);
  }
});

/** On one page, choose the last answer to each question: "not sure". */
async function skipAll(page) {
  for (const group of await page.locator("fieldset").all()) await group.getByRole("radio").last().check();
  await press(page, "Next");
}

/** All texts on the page, and all pairs of standard and easy words there are. */
function shownAndPairs() {
  const pairs = [];
  const collect = (value) => {
    if (value?.standard && value.easy && value.easy !== value.standard)
      pairs.push([value.standard, value.easy]);
    if (typeof value === "object") Object.values(value ?? {}).forEach(collect);
  };
  collect(DATA);
  const labels = [...document.querySelectorAll("[aria-label]")].map((element) =>
    element.getAttribute("aria-label"),
  );
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown = [...labels];
  while (walker.nextNode())
    if (walker.currentNode.parentNode.tagName !== "SCRIPT") shown.push(walker.currentNode.data);
  return { shown, pairs };
}

formTest(
  "a translation leaves no word of ours, and is written from right to left",
  "translated",
  async (page) => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
    const next = () => page.locator("button.main").click();
    const answerAndNext = async (place) => {
      await page.getByRole("radio").nth(place).check();
      await next();
    };
    const practise = () => page.locator(".apart button").last().click();
    const seeScore = () => page.locator(".buttons button").last().click();
    const compare = () => page.locator("#keep button").nth(6).click();
    for (const reach of [
      async () => {},
      practise,
      () => answerAndNext(7),
      seeScore,
      next,
      next,
      next,
      next,
      ...[5, 2, 2, 2].map((place) => () => answerAndNext(place)),
      compare,
    ]) {
      await reach();
      for (const easy of [true, false]) {
        await page.locator("#easy").setChecked(easy);
        const { shown } = await page.evaluate(shownAndPairs);
        let ours = shown.join(" ");
        while (ours.includes("«")) ours = ours.replace(/«[^«»]*»/g, "");
        assert.doesNotMatch(ours, /\p{L}/u);
      }
    }
  },
);

formTest("all questions on one page name each that has no answer, beside it", "small", async (page) => {
  await page.getByLabel("Show all questions on one page").check();
  await press(page, "Next");
  await press(page, "Next");
  await page.getByRole("radio", { name: "They ask." }).check();
  await press(page, "Next");
  assert.equal(await page.getByText("Error:").count(), 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q-power-0");
  assert.equal(await page.title(), "Error: The questions");
  await judge(page);
});

formTest("the longest result prints on two pages", "built-in", async (page) => {
  await press(page, "Next");
  await page.locator("#called").selectOption("co-production");
  await page.locator("#stage-1").check();
  await page.locator("#level-0").check();
  await press(page, "Next");
  await answer(page, [1, 1, 0, 1]);
  await page.locator("#aim").selectOption("co-production");
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2);
});
