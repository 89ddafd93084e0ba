// Uses the form as people do, in a headless Chromium; see helpers.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import {
  answer,
  answerAll,
  begin,
  closeBrowser,
  coproladder,
  folder,
  formTest,
  judge,
  press,
  remarks,
  saved,
  toQuestions,
  withForm,
} from "./helpers.mjs";

after(closeBrowser);

const assessed = (file) => coproladder("assess", file, "--json").trim().split("\n").map(JSON.parse);
const title = async (page) => (await page.locator("h1").innerText()).replace(/\s+/g, " ");

// The rules.

for (const name of ["built-in", "small", "own", "arnstein", "hostile"]) {
  formTest(
    `the rules of ${name} find what the classifier finds, for every answer, claim, stage and basis`,
    name,
    async (page) => {
      const records = readFileSync(join(folder, `${name}.jsonl`), "utf-8").split("\n");
      const expected = readFileSync(join(folder, `${name}-expected.jsonl`), "utf-8")
        .trim()
        .split("\n")
        .map(JSON.parse);
      const found = JSON.parse(await page.evaluate(findings, records));
      expected.forEach(({ rung, highest_possible, certain, because, next, notes, gap = null }, at) => {
        const ids = notes.map(({ id }) => id);
        assert.deepEqual(
          found[at],
          { rung, highest_possible, certain, because, next, notes: ids, gap },
          records[at],
        );
      });
      assert.equal(found.length, expected.length);
    },
  );
}

/** What the form finds of records, in the shape of `assess --json`; as text, which travels quicker. */
function findings(lines) {
  const rungOf = (rung) => (rung ? { number: rung.number, id: rung.id, name: rung.name } : null);
  const needsOf = (needs) =>
    needs.map(({ question, answer, needed }) => ({
      question: question.id,
      answer: answer?.id ?? null,
      needs: needed.id,
    }));
  const shape = ({ rung, highest, certain, because, next, notes, gap }) => ({
    rung: rungOf(rung),
    highest_possible: rungOf(highest),
    certain,
    because: needsOf(because),
    next: next && { rung: rungOf(next.rung), needs: needsOf(next.needs) },
    notes: notes.map(({ id }) => id),
    gap,
  });
  return JSON.stringify(lines.map((line) => shape(assess(ladder, JSON.parse(line)))));
}

// From opening to a saved file and a report.

formTest("the keyboard alone leads to a saved file that assess and report read", "built-in", async (page) => {
  /** Press Tab until the focus is on what has this name, and then a key. */
  const reach = async (name, key) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
      });
      if (focused.startsWith(name)) return key && page.keyboard.press(key);
    }
    return assert.fail(`Tab does not lead to ${name}`);
  };
  await reach("Start now", "Enter");
  assert.equal(await title(page), "About the activity");
  await reach("Name of the activity");
  await page.keyboard.type("Forum");
  await reach("Yes, or some of it", "ArrowDown");
  await page.keyboard.press("Enter");
  for (const arrows of [5, 1, 3, 3]) {
    await page.keyboard.press("Tab");
    for (let at = 0; at < arrows; at += 1) await page.keyboard.press("ArrowDown");
    if (arrows === 5) {
      await reach("What makes you say so?");
      await page.keyboard.type("Two open evenings");
    }
    await reach("Next", "Enter");
  }
  assert.equal(await title(page), "A few more details (you can skip them)");
  await reach("What do its organisers call it?", "c");
  await reach("Staff", "ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await title(page), "Rung 5 of 7: Engagement");
  const [download] = await Promise.all([page.waitForEvent("download"), reach("Save answers", "Enter")]);
  assert.equal(download.suggestedFilename(), "answers-Forum-2026-05-04-10-00-00.json");
  assert.match(await page.getByRole("status").innerText(), /^Look for answers-Forum/);
  const file = join(folder, "keyboard.json");
  await download.saveAs(file);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf-8")), [
    {
      activity: "Forum",
      answered_by: "People who use services",
      called: "co-production",
      voice: "discuss",
      influence: "some",
      decides: "people",
      basis: "promised",
      voice_reason: "Two open evenings",
      ladder: "tlap-co-production/3",
      delivery: null,
    },
  ]);
  assert.deepEqual([remarks("assess", file), remarks("report", file)], ["", ""]);
  assert.equal(assessed(file)[0].rung.name, "Engagement");
  assert.match(coproladder("report", file, "--plain"), /Promised \(People who use services\): Rung 5, Engagement/);
});

formTest("several activities in one sitting are saved in one file", "small", async (page) => {
  await answerAll(page, { activity: "One", who: "Staff", places: [1, 0] });
  await press(page, "Answer for another activity");
  await answerAll(page, { activity: "Two", places: [3, 2] });
  assert.equal(await title(page), "Not enough is known yet. It is on rung 2, High, at most");
  const records = JSON.parse(readFileSync(await saved(page, "Save answers"), "utf-8"));
  const common = { answered_by: "Staff", ladder: "small/1" };
  assert.deepEqual(records, [
    { activity: "One", ...common, voice: "ask", power: "staff" },
    { activity: "Two", ...common, voice: null, power: null },
  ]);
});

formTest("fields are filled in beforehand as the command was told", "preset", async (page) => {
  assert.equal(await page.getByLabel("Easy words").isChecked(), true);
  assert.equal(await page.getByText("Forum", { exact: true }).isVisible(), true);
  await begin(page);
  assert.equal(await title(page), "Before you answer");
  assert.equal(await page.locator("#activity, #basis").count(), 0);
  await toQuestions(page);
  assert.equal(await page.locator("#q-voice-why").inputValue(), "The notes");
  await page.evaluate(() => go("details"));
  assert.equal(await page.locator("#by-own").inputValue(), "people who use services");
  assert.equal(await page.locator("#by-own").isVisible(), true);
  assert.equal(await page.locator("#by-3").isChecked(), true);
  assert.deepEqual(await page.evaluate(() => recordOf(state.activity)), {
    activity: "Forum",
    answered_by: "people who use services",
    comment: "Asked in May.",
    basis: "promised",
    voice_reason: "The notes",
    ladder: "tlap-co-production/3",
  });
});

formTest(
  "rows for a spreadsheet are those of assess, also where the browser lets no page copy",
  "built-in",
  async (page) => {
    await begin(page);
    await page.getByRole("radio", { name: "Not yet" }).check();
    await toQuestions(page);
    await page.locator("#q-voice-why").fill("=Two evenings");
    await page.evaluate(() => go("start"));
    await answerAll(page, { activity: "=1+1", who: "Staff", places: [5, 1, 3, 0] });
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await press(page, "Copy for a spreadsheet");
    const rows = (await page.getByRole("textbox", { name: "Copy for a spreadsheet" }).inputValue()).split(
      "\n",
    );
    const file = await saved(page, "Save answers");
    const expected = coproladder("assess", file, "--format", "csv").trim().split("\n");
    const [names, cells] = expected.map((line) => line.split(","));
    const table = Object.fromEntries(rows[0].split("\t").map((name, at) => [name, rows[1].split("\t")[at]]));
    assert.deepEqual(table, Object.fromEntries(names.map((name, at) => [name, cells[at]])));
  },
);

formTest(
  "another rung can be the aim, and its plan is in the page that is saved",
  "built-in",
  async (page) => {
    await answerAll(page, { activity: "Forum", places: [4, 0, 1, 0] });
    assert.match(await page.locator("main").innerText(), /What the next rung would need: Rung 5 of 7: Engagement/);
    await page.getByLabel("See what another rung would need").selectOption("co-production");
    assert.match(await page.locator("main").innerText(), /What the aim would need: Rung 7 of 7: Co-production/);
    await page.locator("#plan-voice").click();
    await page.getByRole("textbox", { name: /^Who: What do people get/ }).fill("Ann <b>and</b> Bea");
    const file = await saved(page, "Save this page");
    await withForm(
      "",
      async (copy) => {
        assert.equal(await title(copy), "Rung 4 of 7: Consultation");
        assert.equal(await copy.getByText("Ann <b>and</b> Bea").count(), 1);
        assert.equal(await copy.locator("script, input, button, header").count(), 0);
        await judge(copy);
      },
      { file },
    )();
  },
);

formTest("the day of an activity is left to people, and so is what they skip", "built-in", async (page) => {
  await begin(page);
  assert.deepEqual(await page.locator("#basis label").allInnerTexts(), ["Yes, or some of it", "Not yet", "Skip"]);
  await page.getByRole("radio", { name: "Yes, or some of it" }).check();
  await page.getByRole("radio", { name: "Skip" }).check();
  await toQuestions(page);
  const box = page.getByLabel("What makes you say so?");
  const said = "Please leave out names, and anything about someone's health. Whoever gets your answers can read this.";
  assert.equal(await page.locator(`#${await box.getAttribute("aria-describedby")}`).innerText(), said);
  await judge(page);
  await answer(page, [5, 1, 1, 1]);
  await page.goBack();
  const date = page.getByLabel("When did the activity take place?");
  assert.equal(await date.inputValue(), "");
  assert.deepEqual(Object.keys(await page.evaluate(() => recordOf(state.activity))), [
    ...["voice", "influence", "decides", "delivery", "ladder"],
  ]);
});

formTest("nothing is left after starting again, and nothing is stored", "built-in", async (page, seen) => {
  await answerAll(page, { activity: "Secret", who: "Staff", places: [5, 1, 1, 1] });
  await press(page, "Start again");
  assert.deepEqual(seen.splice(1), ["confirm"]);
  await begin(page);
  assert.equal(await page.locator("#activity").inputValue(), "");
  for (let step = 0; step < 7; step += 1) {
    await page.goBack();
    assert.doesNotMatch(await page.content(), /Secret/);
  }
  const kept = await page.evaluate(async () => [
    localStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
  ]);
  assert.deepEqual(kept, [0, "", 0]);
});

formTest("leaving with answers unsaved asks first", "built-in", async (page, seen) => {
  await page.reload();
  await begin(page);
  await page.locator("#activity").fill("Forum");
  await page.reload();
  assert.deepEqual(
    seen.splice(1).filter((each) => !each.startsWith("file:")),
    ["beforeunload"],
  );
});
