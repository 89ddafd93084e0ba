// Compares saved answers in the form, good ones and bad ones; see helpers.mjs for what it needs.
import assert from "node:assert/strict";
import { after } from "node:test";
import { answerAll, closeBrowser, formTest, judge, press, saved, told, withForm } from "./helpers.mjs";

after(closeBrowser);

const file = (name, content) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
const STAFF = {
  activity: "Forum",
  answered_by: "Staff",
  voice: "design",
  influence: "genuine",
  decides: "listens",
};
const PEOPLE = {
  activity: " FORUM ",
  answered_by: "People",
  voice: "discuss",
  influence: "genuine",
  decides: "together",
};

formTest(
  "saved files are compared, first the question that separates the rungs",
  "built-in",
  async (page) => {
    await press(page, "Compare answers");
    await page
      .locator("#files")
      .setInputFiles([file("a.json", [STAFF]), file("b.jsonl", `${JSON.stringify(PEOPLE)}\n`)]);
    await page.getByText("People talk it over").waitFor();
    assert.deepEqual(await page.getByRole("heading").allInnerTexts(), [
      "Compare answers",
      "Forum",
      "Talk about this first",
      "What do people get to do?",
      "Views differ here too",
      "Who makes the main decisions?",
      "All known answers to these are the same",
      "What can people change?",
    ]);
    assert.deepEqual(await page.locator(".here b, .here em").allInnerTexts(), [
      "6 Co-design",
      "(Staff)",
      "5 Engagement",
      "(People)",
    ]);
    assert.match(await page.getByRole("status").innerText(), /^2 files read/);
    await judge(page);
    await page.locator("#files").setInputFiles([file("a.json", [STAFF]), file("b.jsonl", STAFF)]);
    await page.getByText("3 files read.").first().waitFor();
  },
);

formTest("a reason stands beside its answer, and a promise is told as one", "built-in", async (page) => {
  await press(page, "Compare answers");
  const records = [
    { ...STAFF, basis: "Not yet", comment: "Old", voice_reason: "The <b>plan</b>", decides_reason: 7 },
    { ...PEOPLE, basis: "nonsense", voice_reason: "x ".repeat(5000), level: "zzz" },
    { ...PEOPLE, answered_by: "A carer", basis: "Yes", voice_reason: "I was there" },
  ];
  await page.locator("#files").setInputFiles([file("a.json", records)]);
  const voice = page.locator(".views").first();
  await voice.getByText("I was there").waitFor();
  assert.deepEqual(await voice.locator("dt").allInnerTexts(), ["A carer, People:", "Staff (promised):"]);
  assert.deepEqual(await voice.locator("li").allInnerTexts(), [
    `People: ${"x ".repeat(5000).trim()}`,
    "A carer: I was there",
    "The <b>plan</b>",
  ]);
  await judge(page);
});

formTest(
  "fields and answers may be in words, as in every file that assess reads",
  "built-in",
  async (page) => {
    const records = await page.evaluate(() => {
      const [voice, influence, decides] = ladder.questions;
      return [
        { Activity: "Forum", " answered BY": 7, [voice.words.standard]: voice.answers[5].words.easy },
        {
          activity: "Forum",
          [voice.words.easy.toUpperCase()]: voice.answers[6].also[0].split(". ")[0],
          [influence.id]: "Don’t know!",
          [decides.id]: ladder.about.not_sure.standard,
        },
      ].map((record) => readRecord(record, 1));
    });
    assert.deepEqual(records, [
      { activity: "Forum", answered_by: "7", voice: "discuss" },
      { activity: "Forum", voice: "design", influence: "", decides: "" },
    ]);
  },
);

formTest(
  "a label with its hint is an answer, whatever stands between, as are earlier wordings",
  "built-in",
  async (page) => {
    const [found, expected] = await page.evaluate(() => {
      const joined = (label, hint) =>
        [" ", ". ", ": ", " - ", " – ", "\n"]
          .map((between) => `${label}${between}${hint}`)
          .concat(`${label} (${hint})`);
      const texts = ({ words, hint, also = [] }) =>
        ["standard", "easy"]
          .flatMap((register) => [words[register], ...(hint ? joined(words[register], hint[register]) : [])])
          .concat(also);
      const pairs = ladder.questions.flatMap((question) =>
        [...question.answers, { id: "", words: ladder.about.not_sure, hint: question.not_sure }].flatMap(
          (each) =>
            texts(each).map((text) => [`${question.id}: ${text}`, each.id, readAnswer(question.id, text)]),
        ),
      );
      return [pairs.map(([text, , read]) => [text, read]), pairs.map(([text, id]) => [text, id])];
    });
    assert.deepEqual(found, expected);
  },
);

formTest("records of another version are read, and that is said in one line", "built-in", async (page) => {
  await press(page, "Compare answers");
  const [now, before] = [3, 2].map((version) => ({ ...STAFF, ladder: `tlap-co-production/${version}` }));
  await page.locator("#files").setInputFiles(file("now.json", [now, { ...PEOPLE, ladder: "another/1" }]));
  await told(page, "One file read.");
  await page.locator("#files").setInputFiles(file("before.json", [before, before]));
  const said = "Answers to tlap-co-production/2 are placed again with version 3.";
  await told(page, `2 files read. ${said}`);
  assert.equal(await page.locator("main").getByText(said).count(), 1);
  assert.deepEqual(await page.locator(".here em").allInnerTexts(), ["(Staff (3))", "(People)"]);
});

const DEEP = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
const BAD = {
  "broken JSON": ["{", "This file does not hold saved answers."],
  "deep nesting": [DEEP, "Record 1"],
  "another form": [{ voice_of: "x" }, "Record 1 has none"],
  "a number": ["7", "Record 1 has none"],
  nothing: ["null", "Record 1 has none"],
  "an answer of the wrong kind": [[STAFF, { voice: { toString: 1 } }], "Record 2: the answer to voice"],
  "an unknown answer": [{ voice: "<img src=x onerror=alert(1)>" }, "Record 1: the answer to voice"],
  "a name of the wrong kind": [{ ...STAFF, activity: { a: 1 } }, "Record 1: activity"],
  "a name of 10,000 signs": [{ ...STAFF, activity: "a".repeat(10_000) }, "Record 1: activity"],
  "a field given twice": [{ voice: "told", Voice: "told" }, "Record 1 has voice twice. Keep one of them."],
  "a prototype": [`{"__proto__": {"voice": "design"}}`, "Record 1 has none"],
  "too many records": [Array(1001).fill(STAFF), "This file is too large"],
  "an empty file": ["", "This file has no answers in it."],
  "an empty list": ["[]", "This file has no answers in it."],
  "a name alone": [{ activity: "Forum" }, "This file has no answers in it."],
  "a huge file": [" ".repeat(2_000_001), "This file is too large"],
};

formTest(
  "bad files are refused with the reason, and good ones beside them are read",
  "built-in",
  async (page) => {
    await press(page, "Compare answers");
    for (const [name, [content, reason]] of Object.entries(BAD)) {
      await page.locator("#files").setInputFiles([file(name, content), file("good.json", [STAFF, PEOPLE])]);
      await page.locator("#files-fault").getByText(name).waitFor();
      const said = await page.locator("#files-fault").innerText();
      assert.ok(said.startsWith(`${name}: ${reason}`), said);
      await told(page, "One file read. One file was not opened.");
      await page.getByRole("button", { name: "Remove: good.json" }).click();
    }
    await judge(page);
  },
);

formTest("names in files and on ladders that want to be more than text are text", "hostile", async (page) => {
  const names = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202eevil",
    "a".repeat(1000),
  ];
  const records = names.flatMap((name) =>
    names.map((who) => ({ activity: name, answered_by: who, voice: "ask", constructor: "both" })),
  );
  await answerAll(page, { activity: names[0], places: [2, 1] });
  assert.equal(await page.locator("h1").textContent(), `Rung 2 of 2: "><img src=x onerror=alert(1)>`);
  await judge(page);
  await press(page, "Compare answers");
  await page.locator("#files").setInputFiles(file("bad.json", records));
  await page.getByRole("heading", { name: "<U+202E>evil" }).waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  await judge(page);
});

formTest("files can be dropped on any step", "built-in", async (page) => {
  const transfer = await page.evaluateHandle(
    (records) => {
      const dropped = new DataTransfer();
      for (const record of records)
        dropped.items.add(new File([JSON.stringify(record)], `${record.answered_by}.json`));
      return dropped;
    },
    [STAFF, PEOPLE],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.getByRole("heading", { name: "Talk about this first" }).waitFor();
  await told(page, "2 files read.");
});

formTest("one person's answers alone are said to need another's, and a file can be taken out", "built-in", async (page) => {
  await press(page, "Compare answers");
  await page.locator("#files").setInputFiles(file("a.json", [STAFF]));
  const said = "You have opened one person's answers. Open another to compare them.";
  await told(page, `One file read. ${said}`);
  assert.equal(await page.locator("main").getByText(said).isVisible(), true);
  await page.locator("#files").setInputFiles(file("b.json", [PEOPLE]));
  await page.getByRole("heading", { name: "Forum" }).waitFor();
  assert.deepEqual(await page.locator("ul.open li").allInnerTexts(), [
    "a.json: one activity Remove",
    "b.json: one activity Remove",
  ]);
  await page.getByRole("button", { name: "Remove: a.json" }).click();
  assert.equal(await page.locator("main").getByText(said).isVisible(), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "files");
});

formTest("the same file twice is said by name, also as a second download", "built-in", async (page) => {
  await press(page, "Compare answers");
  await page.locator("#files").setInputFiles([file("a.json", [STAFF]), file("a (1).json", [STAFF])]);
  await page.locator("#files-fault").waitFor();
  const fault = await page.locator("#files-fault").innerText();
  assert.equal(fault, "a (1).json: You have already opened this file.");
  await page.locator("#files").setInputFiles([file("a.json", [STAFF]), file("bea.json", [STAFF])]);
  await page.getByText("bea.json: one activity").waitFor();
});

formTest("what was agreed stays, is saved in the page, and is asked about before it goes", "built-in", async (page) => {
  await press(page, "Compare answers");
  await page.locator("#files").setInputFiles(file("a.json", [STAFF, PEOPLE]));
  const agreed = page.getByLabel("What we agreed");
  await agreed.fill("Ask again\nin May");
  await judge(page);
  await page.locator("#files").setInputFiles(file("b.json", [{ ...PEOPLE, answered_by: "Carers" }]));
  await told(page, "2 files read.");
  assert.equal(await agreed.inputValue(), "Ask again\nin May");
  assert.equal(await page.evaluate(() => state.unsaved.size), 1);
  const path = await saved(page, "Save this page");
  assert.match(path, /views-2026-05-04/);
  await withForm(
    "",
    async (copy) => {
      assert.equal(await copy.getByText("Ask again").innerText(), "Ask again\nin May");
      assert.equal(await copy.locator("script, input, button, textarea").count(), 0);
      await judge(copy);
    },
    { file: path },
  )();
  assert.equal(await page.evaluate(() => state.unsaved.size), 0);
});

formTest("reasons stand beside answers on which all agree, too", "built-in", async (page) => {
  await press(page, "Compare answers");
  const records = ["A", "B"].map((who) => ({ ...STAFF, answered_by: who, influence_reason: `As ${who} saw` }));
  await page.locator("#files").setInputFiles(file("a.json", records));
  await page.getByRole("heading", { name: "All known answers are the same" }).waitFor();
  assert.deepEqual(await page.locator(".views li").allInnerTexts(), ["A: As A saw", "B: As B saw"]);
});
