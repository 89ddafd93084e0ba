// Looks at each state of the form: what judges of pages say of it, its order, its words, its print.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { answer, begin, closeBrowser, formTest, judge, press, toOnePage, toQuestions } from "./helpers.mjs";

after(closeBrowser);

const STATES = {
  start: async () => {},
  ladder: (page) => press(page, "See the ladder first"),
  about: begin,
  question: (page) => press(page, "Next"),
  error: (page) => press(page, "Next"),
  second: (page) => answer(page, [1]),
  details: async (page) => {
    await answer(page, [1, 1]);
    await page.getByRole("radio").nth(1).check();
    await press(page, "Next");
  },
  other: (page) => page.getByLabel("Someone else").check(),
  result: (page) => press(page, "Next"),
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

formTest("each state reads in a sensible order", "own", async (page) => {
  const golden = new URL("../golden/form.txt", `file://${process.env.TESTS}/`);
  let all = "";
  for (const [name, reach] of Object.entries({
    ...STATES,
    details: async (each) => {
      await each.getByRole("radio").nth(1).check();
      await press(each, "Next");
    },
  })) {
    await reach(page);
    all += `## ${name}\n${await page.locator("body").ariaSnapshot()}\n\n`;
  }
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, all);
  assert.equal(all, readFileSync(golden, "utf-8"));
});

formTest(
  "each question is described by what to know first, and each answer by its hint, all in sight",
  "built-in",
  async (page) => {
    await toOnePage(page);
    for (const easy of [false, true]) {
      await page.locator("#easy").setChecked(easy);
      const [found, expected] = await page.evaluate(describedAndExpected);
      assert.deepEqual(found, expected);
    }
    assert.equal(await page.locator("main details:not(.terms)").count(), 0);
    assert.equal(await page.locator("main fieldset small:visible").count(), 20);
    await page.getByText("There was nothing to decide").click({ force: true });
    assert.equal(await page.getByRole("radio", { checked: true }).getAttribute("id"), "q-decides-4");
  },
);

/** What describes each question and each answer to it on the page, and what the ladder has for that. */
function describedAndExpected() {
  const described = (element) => {
    const by = element.getAttribute("aria-describedby");
    return by ? document.getElementById(by).textContent : "";
  };
  const found = [...document.querySelectorAll("fieldset")].map((group) => [
    described(group),
    ...[...group.querySelectorAll("input")].map((input) => [input.labels[0].textContent, described(input)]),
  ]);
  const expected = ladder.questions.map(({ before, answers, not_sure: hint }) => [
    say(before),
    ...[...answers, { words: ladder.about.not_sure, hint }].map((each) => [say(each.words), say(each.hint)]),
  ]);
  return [found, expected];
}

formTest("help of a ladder of one's own is still shown", "own", async (page) => {
  await toQuestions(page);
  assert.equal(await page.getByText("Ask them.").isVisible(), false);
  await page.getByText("Help with this question").click();
  assert.equal(await page.getByText("Ask them.").isVisible(), true);
  await judge(page);
});

formTest("what holds for all questions is said once in a sitting, beside what is asked first", "own", async (page) => {
  const said = page.getByText("Think of one piece of work.", { exact: true });
  await begin(page);
  assert.equal(await page.title(), "About the activity");
  assert.equal(await said.count(), 1);
  await press(page, "Next");
  assert.equal(await page.title(), "Question 1 of 2. ماذا يفعل الناس؟");
  await answer(page, [1, 1]);
  await press(page, "Answer for another activity");
  await begin(page);
  assert.equal(await page.title(), "About the activity");
  assert.equal(await said.count(), 0);
});

formTest("a few words explain themselves to whoever opens them, by keyboard too", "built-in", async (page) => {
  const terms = page.locator("main details.terms");
  for (const state of ["start", "question"]) {
    if (state === "question") await toQuestions(page);
    assert.equal(await terms.count(), 1, state);
    assert.equal(await page.getByText("A rung is a step on the ladder").isVisible(), false);
    await terms.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.getByText("A rung is a step on the ladder").isVisible(), true);
    assert.match(await terms.ariaSnapshot(), /term: "Those responsible, staff and managers:"/);
    await judge(page);
  }
});

formTest("easy words change everything that has easy words", "built-in", async (page) => {
  const reach = {
    start: STATES.start,
    practise: (each) => press(each, "Practise on made-up activities"),
    placed: async (each) => {
      await each.getByRole("radio").last().check();
      await press(each, "See the answer");
    },
    practised: (each) => press(each, "Finish"),
    ladder: async (each) => {
      await press(each, "Back to the start");
      await STATES.ladder(each);
    },
    about: STATES.about,
    questions: toOnePage,
    error: STATES.error,
    details: skipAll,
    result: STATES.result,
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
    const entry = (at) => () => page.locator(".entries button").nth(at).click();
    const last = () => page.locator(".buttons button").last().click();
    const compare = () => page.locator("#keep button").nth(7).click();
    for (const reach of [
      async () => {},
      entry(0),
      last,
      entry(1),
      last,
      entry(3),
      last,
      entry(4),
      () => answerAndNext(7),
      last,
      next,
      next,
      next,
      ...[5, 2, 2, 2].map((place) => () => answerAndNext(place)),
      next,
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

formTest("all questions on one page name each that has no answer, until it has one", "own", async (page) => {
  await toOnePage(page);
  await press(page, "Next");
  assert.equal(await page.evaluate(() => document.activeElement.id), "faults");
  assert.equal(await page.title(), "Error: The questions");
  assert.equal(await page.getByText("Error:").count(), 2);
  assert.equal(await page.locator('[role="radiogroup"][aria-invalid="true"]').count(), 2);
  const links = page.locator("#faults a");
  assert.deepEqual(await links.allInnerTexts(), ["ماذا يفعل الناس؟", "Who decides?"]);
  await judge(page);
  await links.last().press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q-power-0");
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q-power-0");
  assert.deepEqual(await links.allInnerTexts(), ["ماذا يفعل الناس؟"]);
  assert.equal(await page.getByText("Error:").count(), 1);
  await page.locator("#q-voice-0").check();
  assert.equal(await page.getByText("Error:").count(), 0);
  assert.equal(await page.locator("[aria-invalid]").count(), 0);
  assert.equal(await page.title(), "The questions");
});

formTest("the longest result prints on two pages", "built-in", async (page) => {
  await toQuestions(page);
  await answer(page, [1, 1, 0]);
  await page.getByRole("radio").nth(1).check();
  await press(page, "Next");
  await page.locator("#called").selectOption("co-production");
  await page.getByText("More about the activity").click();
  await page.locator("#stage-1").check();
  await page.locator("#level-0").check();
  await press(page, "Next");
  await page.locator("#aim").selectOption("co-production");
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2);
});
