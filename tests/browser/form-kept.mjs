// What people entered is not lost: plans, activities before, saved answers opened again; see helpers.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";
import {
  answer,
  answerAll,
  begin,
  closeBrowser,
  coproladder,
  formTest,
  judge,
  openedIn,
  press,
  remarks,
  saved,
  toQuestions,
  told,
  withForm,
} from "./helpers.mjs";

after(closeBrowser);

const title = (page) => page.locator("h1").textContent();
const records = async (page) => JSON.parse(readFileSync(await saved(page, "Save answers"), "utf-8"));
const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(JSON.stringify(content)) });
const openFiles = async (page, ...files) => {
  await page.evaluate(() => go("open"));
  await page.locator("#files").setInputFiles(files);
};
const FORUM = { activity: "Forum", voice: "discuss", influence: "some", decides: "listens", delivery: "none" };
const LONG = Array.from({ length: 9 }, (_, line) => `Line ${line + 1}`).join("\n");

// The plan.

formTest("a plan is in the file, is opened again, and is carried along", "built-in", async (page) => {
  await answerAll(page, { activity: "Forum", places: [5, 1, 1, 1] });
  await page.locator("#plan-voice").click();
  await page.locator("#plan-what-voice").fill(LONG);
  await page.locator("#plan-when-voice").fill("2026-06-30");
  await page.locator("#review").fill("2026-12-01");
  await press(page, "Answer for another activity");
  await answerAll(page, { activity: "Club", places: [1, 0, 0, 0] });
  const path = await saved(page, "Save answers");
  const [forum, club] = JSON.parse(readFileSync(path, "utf-8"));
  assert.deepEqual(forum.plan, [{ question: "voice", what: LONG, when: "2026-06-30" }]);
  assert.deepEqual([forum.review, "plan" in club, "review" in club], ["2026-12-01", false, false]);
  assert.deepEqual([remarks("assess", path, "--json"), remarks("report", path)], ["", ""]);
  await withForm("built-in", async (other) => {
    await other.evaluate(() => go("open"));
    await other.locator("#files").setInputFiles(path);
    await other.getByRole("button", { name: "Open: Forum" }).click();
    assert.equal(await other.locator("#plan-what-voice").inputValue(), LONG);
    assert.equal(await other.locator("#review").inputValue(), "2026-12-01");
    assert.deepEqual(await records(other), [forum, club]);
  })();
});

formTest("a plan that is not saved is asked about before it goes", "built-in", async (page, seen) => {
  await answerAll(page, { activity: "Forum", places: [5, 1, 1, 1] });
  await saved(page, "Save answers");
  await page.evaluate(() => render());
  assert.equal(await page.evaluate(() => state.unsaved.size), 0);
  await page.locator("#plan-voice").click();
  await page.locator("#plan-who-voice").fill("Ann");
  await press(page, "Start again");
  assert.deepEqual(seen.splice(1).filter((each) => !each.startsWith("blob:")), ["confirm"]);
});

formTest("a plan is printed whole", "built-in", async (page) => {
  await answerAll(page, { places: [5, 1, 1, 1] });
  await page.locator("#plan-voice").click();
  await page.locator("#plan-what-voice").fill(LONG);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("#plan-what-voice").isVisible(), false);
  assert.equal(await page.locator(".plan .entered").first().innerText(), LONG);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".plan .entered").count(), 0);
});

// Activities of one sitting.

formTest("Back after another activity shows the one before, and what is empty is never saved", "small", async (page) => {
  await answerAll(page, { activity: "One", places: [1, 0] });
  const found = await title(page);
  await press(page, "Answer for another activity");
  await page.goBack();
  assert.equal(await title(page), found);
  assert.deepEqual((await records(page)).map(({ activity }) => activity), ["One"]);
  await page.goForward();
  await begin(page);
  assert.equal(await page.locator("#activity").inputValue(), "");
});

formTest("Back after starting again, or after a reload, shows no result of nothing", "small", async (page, seen) => {
  await answerAll(page, { activity: "One", places: [1, 0] });
  await press(page, "Start again");
  await page.goBack();
  assert.equal(await page.evaluate(() => state.step), "start");
  assert.deepEqual(await page.evaluate(() => ({ ...state.activity.record })), {});
  await answerAll(page, { activity: "Two", places: [1, 0] });
  await page.evaluate(() => state.unsaved.clear());
  await page.reload();
  await page.goBack();
  assert.equal(await page.evaluate(() => state.step), "start");
  assert.deepEqual(seen.splice(1).filter((each) => !each.startsWith("file:")), ["confirm"]);
});

// Saved answers, opened again.

formTest("who is called away saves, comes back, and goes on at the next question", "built-in", async (page) => {
  await begin(page);
  await page.locator("#activity").fill("Lunch club");
  await toQuestions(page);
  await press(page, "Save, and go on later");
  await told(page, "There is nothing to save yet. Answer a question first.");
  await answer(page, [5, 3]);
  const path = await saved(page, "Save, and go on later");
  assert.match(await page.getByRole("status").innerText(), /^Look for answers-Lunch-club/);
  await withForm("built-in", async (other) => {
    await press(other, "Open saved answers");
    await judge(other);
    await other.locator("#files").setInputFiles(path);
    await other.getByRole("heading", { name: /^Question 3 of 4/ }).waitFor();
    await answer(other, [1, 1]);
    const [record] = await records(other);
    assert.deepEqual([record.activity, record.voice, record.influence], ["Lunch club", "discuss", null]);
  })();
});

formTest("several activities are a list to open, change and remove", "built-in", async (page, seen) => {
  await openFiles(page, file("two.json", [FORUM, { ...FORUM, activity: "Club", level: "Service", plan: "x" }]));
  await page.getByRole("heading", { name: "Activities on this page" }).waitFor();
  await judge(page);
  await page.getByRole("button", { name: "Remove: Forum" }).click();
  await page.getByRole("button", { name: "Open: Club" }).click();
  assert.equal(await title(page), "Rung 5 of 7: Engagement");
  const [club, ...others] = await records(page);
  assert.deepEqual([club.activity, club.level, "plan" in club, others], ["Club", "service", false, []]);
  await page.goBack();
  await page.getByRole("button", { name: "Change: Club" }).click();
  await toQuestions(page);
  await answer(page, [3, 1, 1, 1]);
  assert.equal(await title(page), "Rung 3 of 7: Informing");
  assert.deepEqual(seen.splice(1), ["confirm"]);
});

formTest("a file that is open already is said to be, and one without answers is refused", "built-in", async (page) => {
  await openFiles(page, file("two.json", [FORUM, { ...FORUM, activity: "Club" }]));
  await page.getByRole("button", { name: "Open: Club" }).waitFor();
  await page.locator("#files").setInputFiles([file("again.json", [FORUM]), file("none.json", [])]);
  await page.locator("#files-fault").getByText("none.json").waitFor();
  assert.deepEqual(await page.locator("#files-fault > span").allInnerTexts(), [
    "again.json: You have already opened this file.",
    "none.json: This file has no answers in it.",
  ]);
});

// A prepared link.

for (const [hash, expected, status] of [
  ["activity=Lunch%20club&answered_by=Carers", { activity: "Lunch club", answered_by: "Carers" }, ""],
  ["Activity=A&basis=Not+yet&voice=They ask.", {}, "Part of the link"],
  ["activity=<b>&basis=Not+yet&colour=red", { activity: "<b>", basis: "promised" }, "Part of the link"],
  ["keep", {}, ""],
  ["__proto__=x&constructor=y", {}, "Part of the link"],
])
  formTest(`a link that ends with #${hash} fills in what it can`, "built-in", async (page, seen) => {
    await page.goto("about:blank");
    await page.goto(`${seen[0]}#${hash}`);
    seen.splice(1);
    assert.deepEqual(await page.evaluate(() => ({ ...state.activity.record })), expected);
    assert.ok((await page.getByRole("status").innerText()).startsWith(status));
  });

// To whom, in text, and the form for later.

formTest("the result as text ends with the numbers that are typed at the prompt", "told", async (page) => {
  await begin(page);
  await page.locator("#activity").fill("Forum");
  await page.getByRole("radio", { name: "Not yet" }).check();
  await toQuestions(page);
  await page.locator("#q-voice-why").fill("Two\nevenings");
  await answer(page, [5, 1, 4, 0]);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await press(page, "Copy as text");
  const text = await page.getByRole("textbox", { name: "Copy as text" }).inputValue();
  assert.equal(text.split("\n").at(-1).split(": ")[1], "6 2 5 1");
  for (const part of [/^Rung 5 of 7: Engagement\n/, /Activity: Forum/, /Two evenings/, /\n\nAnn will tell/])
    assert.match(text, part);
  const link = new URL(await page.getByRole("link", { name: "Write an e-mail to Ann <b>Lee</b>, Jr" }).getAttribute("href"));
  assert.deepEqual(
    [link.protocol, link.pathname, link.searchParams.get("subject")],
    ["mailto:", "ann@example.org", "Forum"],
  );
  assert.equal(link.searchParams.get("body").replaceAll("\r\n", "\n"), text);
  await judge(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByText("Ann will tell everyone by 30 June.", { exact: true }).isVisible(), true);
});

formTest("whom the answers are for is said before the first question", "told", async (page) => {
  const said = "Your answers stay on this page. If you send them, Ann <b>Lee</b>, Jr can read them.";
  assert.equal(await page.getByText(said).count(), 1);
});

formTest("a promise offers the form for later, filled in", "told", async (page) => {
  const activity = '</script><script>alert(1)</script>"&';
  await begin(page);
  await page.locator("#activity").fill(activity);
  await page.getByRole("radio", { name: "Not yet" }).check();
  await toQuestions(page);
  await answer(page, [5, 1, 4, 0]);
  const later = await saved(page, "Save the form for later");
  await withForm(
    "",
    async (form) => {
      assert.equal(await form.getByText(activity, { exact: true }).isVisible(), true);
      assert.equal(await form.evaluate(() => state.activity.record.basis), "happened");
      await answerAll(form, { places: [5, 1, 4, 0] });
      assert.equal(await form.getByRole("button", { name: "Save the form for later" }).count(), 0);
      assert.equal((await records(form))[0].basis, "happened");
    },
    { file: later },
  )();
});

// Where a form cannot do all that it should.

formTest("where no script may run, the page says so and what to do", "built-in", async (page, seen) => {
  const html = readFileSync(new URL(seen[0]), "utf-8");
  await openedIn(html, { policy: "default-src 'self'" }, async (form) => {
    assert.match(await form.locator("main").innerText(), /^The form cannot start here\. Save this file/);
  });
});

formTest("in a sandboxed preview Next goes on, and it is said that some buttons may not", "built-in", async (page, seen) => {
  const html = readFileSync(new URL(seen[0]), "utf-8");
  await openedIn(html, { sandbox: "allow-scripts" }, async (form) => {
    await form.getByText("This is a preview").waitFor();
    await form.getByRole("button", { name: "Start now" }).click();
    await form.getByRole("button", { name: "Next", exact: true }).click();
    await form.getByRole("radio").first().check();
    await form.getByRole("radio").first().press("Enter");
    await form.getByRole("heading", { name: /^Question 2/ }).waitFor();
  });
});
