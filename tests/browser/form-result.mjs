// Looks at the result of the form and its size, and at what happens on the way to it; see helpers.mjs.
import assert from "node:assert/strict";
import { after } from "node:test";
import { answer, answerAll, begin, closeBrowser, formTest, press, toOnePage, toQuestions } from "./helpers.mjs";

after(closeBrowser);

const PHONE = { width: 320 };
const focused = (page) => page.evaluate(() => document.activeElement.id);
const visible = (page, selector) => page.locator(selector).isVisible();
/** How much wider than the window the page is. */
const tooWide = (page) => page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0));

// The result.

formTest("on a phone the card of any result fills the first screen, and all of it at most seven", "built-in", async (page) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const [cards, pages] = await page.evaluate(sizesOfResults);
  assert.ok(cards <= 640, `a card ends at ${cards}`);
  assert.ok(pages <= 7 * 640, `a result is ${pages} px long`);
});

/** Where the lowest card ends, and how long the longest result is, for every set of answers. */
function sizesOfResults() {
  const [sets] = [ladder.questions.reduce(
    (all, { id, answers }) => all.flatMap((set) => [null, ...answers].map((each) => ({ ...set, [id]: each?.id ?? null }))),
    [{ activity: "Thursday lunch club", called: "co-production", basis: "happened", date: "2026-05-04" }],
  )];
  const sizes = [true, false].flatMap((easy) =>
    sets.map((record) => {
      Object.assign(state, { step: "result", easy, open: named(), activity: { ...newActivity(), record: named(record) } });
      render();
      const card = document.querySelector(".card").getBoundingClientRect().bottom + scrollY;
      return [card, document.documentElement.scrollHeight];
    }),
  );
  return [0, 1].map((at) => Math.max(...sizes.map((size) => size[at])));
}

formTest("the card says the rung, one reason and one step, and below it each need is said once", "built-in", async (page) => {
  await answerAll(page, { activity: "Forum", places: [4, 0, 1, 0] });
  await page.locator("#aim").selectOption("co-production");
  const steps = await page.evaluate(() =>
    assess(ladder, state.activity.record, "co-production").next.needs.map(({ needed }) => say(needed.step)),
  );
  assert.equal(steps.length, 4);
  const card = await page.locator(".card").innerText();
  assert.deepEqual(steps.map((step) => card.includes(step)), [true, false, false, false]);
  assert.match(card, /Why:\s*People are asked for their views and they reply\./);
  assert.ok(await page.locator(".card").getByRole("button", { name: "Save answers" }).isVisible());
  const below = (await page.locator("main").innerText()).replace(card, "");
  assert.deepEqual(steps.map((step) => below.split(step).length - 1), [1, 1, 1, 1]);
});

formTest("what a rung means is said on that of the activity and its neighbours alone", "built-in", async (page) => {
  await answerAll(page, { places: [4, 0, 1, 0] });
  const told = page.locator(".ladder li:has(span) b");
  assert.deepEqual(await told.allInnerTexts(), ["5 Engagement", "4 Consultation", "3 Informing"]);
});

formTest("dates are said as people write them, and what is typed is not bold", "built-in", async (page) => {
  await toQuestions(page);
  await answer(page, [4, 0, 1]);
  await page.getByRole("radio").nth(0).check();
  await press(page, "Next");
  await page.locator("#date").fill("2026-05-04");
  await press(page, "Next");
  assert.equal(await page.getByText("4 May 2026", { exact: true }).count(), 1);
  await page.locator("#plan-voice").click();
  const weights = await page.locator("main :is(textarea, input, select)").evaluateAll((fields) =>
    fields.map((field) => getComputedStyle(field).fontWeight),
  );
  assert.deepEqual([...new Set(weights)], ["400"]);
  const widths = await page.locator("#plan-what-voice, #plan-who-voice").evaluateAll((fields) =>
    fields.map((field) => field.clientWidth > 250),
  );
  assert.deepEqual(widths, [true, true]);
}, PHONE);

formTest("a fold stays as it was left when the words change, and all are open on paper", "built-in", async (page) => {
  await answerAll(page, { places: [4, 0, 1, 0] });
  const open = () => page.locator("details[open] summary").evaluateAll((parts) => parts.map(({ id }) => id));
  await page.locator("#tips").click();
  await page.getByLabel("Easy words").check();
  assert.deepEqual(await open(), ["tips"]);
  const count = await page.locator("details.fold").count();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await open()).length, count);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.deepEqual(await open(), ["tips"]);
});

// On the way to it.

formTest("the box of someone else has a label, and shows only then", "built-in", async (page) => {
  await toQuestions(page);
  await answer(page, [4, 0, 1]);
  await page.getByRole("radio").nth(0).check();
  await press(page, "Next");
  assert.equal(await visible(page, "#by-own"), false);
  await page.getByLabel("Someone else").check();
  await page.getByLabel("Who is answering, in your own words").fill("A volunteer");
  await page.getByLabel("Easy words").check();
  assert.equal(await page.locator("#by-own").inputValue(), "A volunteer");
  await page.getByLabel("I use the service").check();
  assert.equal(await visible(page, "#by-own"), false);
  assert.equal(await page.evaluate(() => state.activity.record.answered_by), "People who use services");
});

formTest("changing to one page and back in the middle keeps the place", "built-in", async (page) => {
  await toQuestions(page);
  await answer(page, [4, 0]);
  await press(page, "Show all questions on one page");
  assert.equal(await focused(page), "q-decides-0");
  await page.goBack();
  assert.equal(await page.title(), "The questions");
  await press(page, "Show one question at a time");
  assert.match(await page.title(), /^Question 3 of 4/);
  await answer(page, [1, 1]);
  assert.match(await page.title(), /^Rung 4 of 7/);
  await page.goBack();
  await page.goBack();
  await press(page, "Show all questions on one page");
  await press(page, "Next");
  assert.match(await page.title(), /^A few more details/);
});

formTest("Back in practice leads to the card before, with what was chosen", "built-in", async (page) => {
  await press(page, "Practise on made-up activities");
  const first = await page.locator(".note").innerText();
  await page.getByRole("radio").nth(2).check();
  await press(page, "See the answer");
  await press(page, "Next card");
  await page.goBack();
  await page.goBack();
  assert.equal(await page.title(), "Card 1 of 7");
  assert.equal(await page.locator(".note").innerText(), first);
  assert.equal(await page.getByRole("radio").nth(2).isChecked(), true);
  await page.goForward();
  await page.goForward();
  assert.equal(await page.title(), "Card 2 of 7");
  await page.goBack();
  await page.goBack();
  await page.goBack();
  assert.equal(await page.title(), "Where is it on the ladder?");
});

formTest("nothing is wider than the window with large text, or with a word of 150 letters", "built-in", async (page) => {
  await page.evaluate(() => {
    const long = { standard: "w".repeat(150) };
    ladder.about.before.push(long);
    ladder.about.summary = long;
    ladder.notes.push({ id: "long", words: long, headline: long, when: [{ at_least: {}, at_most: {}, exactly: {}, rungs: [], stage: [], basis: null, called: null }] });
    for (const rung of ladder.rungs) Object.assign(rung, { name: long.standard, meaning: long, summary: long });
    for (const question of ladder.questions) {
      Object.assign(question, { words: long, before: long });
      for (const each of question.answers) Object.assign(each, { words: long, hint: long, step: long, finding: long });
    }
  });
  for (const size of ["100%", "200%"]) {
    await page.addStyleTag({ content: "" }).catch(() => {});
    await page.evaluate(async (fontSize) => {
      document.adoptedStyleSheets = [await new CSSStyleSheet().replace(`:root { font-size: ${fontSize} }`)];
    }, size);
    for (const step of ["start", "ladder", "about", "question 0", "details", "result", "compare", "open", "paper"]) {
      await page.evaluate((each) => {
        state.activity.record = named({ voice: "answer", influence: "none", called: "co-production", activity: "w".repeat(150) });
        show(each);
        for (const part of document.querySelectorAll("details")) part.open = true;
      }, step);
      for (const width of [320, 375]) {
        await page.setViewportSize({ width, height: 640 });
        assert.equal(await tooWide(page), 0, `${step} at ${width} with text of ${size}`);
      }
    }
  }
});

formTest("lists to choose from show all of what is chosen on a phone", "built-in", async (page) => {
  for (const easy of [false, true])
    for (const step of ["details", "result"]) {
      const cut = await page.evaluate(([words, each]) => {
        state.easy = words;
        state.activity.record = named({ voice: "answer" });
        show(each);
        const pen = document.createElement("canvas").getContext("2d");
        return [...document.querySelectorAll("select")].flatMap((select) => {
          pen.font = getComputedStyle(select).font;
          const room = select.clientWidth - 45;
          return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
        });
      }, [easy, step]);
      assert.deepEqual(cut, [], step);
    }
}, PHONE);

formTest("what is said can be closed, and does not stay in the way in a low window", "built-in", async (page) => {
  await page.evaluate(() => announce("This was saved. ".repeat(4)));
  const place = () => page.locator(".told").evaluate((told) => getComputedStyle(told).position);
  assert.equal(await place(), "sticky");
  await page.setViewportSize({ width: 320, height: 256 });
  assert.equal(await place(), "static");
  await press(page, "Close");
  assert.equal(await page.locator(".told").innerText(), "");
});

formTest("paper shows no ring round a field, no sign of help, and no button", "own", async (page) => {
  await toQuestions(page);
  await page.locator("#q-voice-0").focus();
  await page.keyboard.press("Space");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  assert.equal(await visible(page, ".help"), false);
  assert.equal(await page.getByRole("button").count(), 0);
});

formTest("an empty form for paper has every question and answer, and a line for each thing to write", "built-in", async (page) => {
  await toOnePage(page);
  await page.locator("#q-voice-why").fill("Secret");
  await page.evaluate(() => go("start"));
  await press(page, "Print an empty form");
  const said = await page.locator("main").innerText();
  const wanted = await page.evaluate(() =>
    ladder.questions.flatMap(({ words, answers }) => [words, ...answers.map((each) => each.words), ladder.about.not_sure].map(say)),
  );
  assert.deepEqual(wanted.filter((text) => !said.includes(text)), []);
  assert.doesNotMatch(said, /Secret/);
  assert.equal(await page.locator(".line").count(), 8);
  await page.goBack();
  await begin(page);
});
