// What the checks of the form share: opening it, answering it, and judging what is shown. They are run as
// in .ci/run: FORMS is the folder that forms.py wrote, COPROLADDER the command, TESTS this folder; with
// UPDATE_GOLDEN=1 the golden file is written anew.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { byAxe, bySniffer, byValidator, openBrowser, tooWide } from "./judges.mjs";

export const folder = process.env.FORMS;
export const browser = await openBrowser();

/** What the command says on standard output. */
export const coproladder = (...options) =>
  execFileSync(process.env.COPROLADDER, options, { encoding: "utf-8" });

/** What the command says on standard error. */
export const remarks = (...options) =>
  spawnSync(process.env.COPROLADDER, options, { encoding: "utf-8" }).stderr;

/** A test of a form that has just been opened: its name, that of the form, what is done, the window. */
export const formTest = (name, form, check, options) => test(name, withForm(form, check, options));

/** Do something with a page just opened, which may ask for nothing, open nothing and throw nothing. */
export function withForm(name, check, options = {}) {
  const { width = 1280, colorScheme = "light", file = join(folder, `${name}.html`) } = options;
  return async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    const seen = [];
    page.on("request", (request) => seen.push(request.url()));
    page.on("pageerror", (error) => seen.push(error.message));
    page.on("console", (message) => seen.push(message.text()));
    page.on("dialog", (dialog) => seen.push(dialog.type()) && dialog.accept());
    await page.clock.setFixedTime(new Date("2026-05-04T10:00:00"));
    await page.goto(`file://${file}`);
    await check(page, seen);
    assert.deepEqual(seen, [`file://${file}`]);
    await context.close();
  };
}

/** Show a page in a frame as a website or a preview does: with a policy of its server, or in a sandbox. */
export async function openedIn(html, { policy, sandbox }, check) {
  const context = await browser.newContext();
  const outer = await context.newPage();
  await outer.route("https://example.org/**", (route) => {
    const isForm = route.request().url().endsWith("form.html");
    const frame = `<iframe src="form.html" ${sandbox ? `sandbox="${sandbox}"` : ""} width="900" height="900"></iframe>`;
    const headers = { "content-type": "text/html", ...(isForm && policy && { "content-security-policy": policy }) };
    return route.fulfill({ body: isForm ? html : frame, headers });
  });
  await outer.goto("https://example.org/");
  await check(outer.frameLocator("iframe"));
  await context.close();
}

export const closeBrowser = () => browser.close();

/** Wait until the status says just this: files are read while the test goes on. */
export const told = (page, text) =>
  page
    .getByRole("status")
    .filter({ hasText: new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`) })
    .waitFor({ timeout: 10_000 });

/** Press the first button with this name: a result is saved at its top and at its end. */
export const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

/** Choose an answer to each question in turn, by the places of the answers; the last place is "not sure". */
export async function answer(page, places, who) {
  for (const place of places) {
    await page.getByRole("radio").nth(place).check();
    await press(page, "Next");
  }
  if ((await page.locator("#called").count()) === 0) return;
  if (who) await page.getByLabel(who, { exact: true }).check();
  await press(page, "Next");
}

/** Go on from the start to what is asked of the activity. */
export const begin = (page) => press(page, "Start now");

/** Go on from the start, or what is asked of the activity, to the first question. */
export async function toQuestions(page) {
  // Until its scripts have run, a page on a website says that it needs them, under the same title.
  await page.getByRole("button", { name: /^(Start now|Next)$/ }).first().waitFor();
  if (await page.getByRole("button", { name: "Start now" }).count()) await begin(page);
  while ((await page.locator("legend :is(h1, h2)").count()) === 0) await press(page, "Next");
}

/** Go from the start to all questions on one page. */
export async function toOnePage(page) {
  await toQuestions(page);
  await press(page, "Show all questions on one page");
}

/** Go from the start to the result. */
export async function answerAll(page, { activity, who, places }) {
  await begin(page);
  if (activity) await page.locator("#activity").fill(activity);
  await toQuestions(page);
  await answer(page, places, who);
}

/** Press a button that saves a file, and return the path of the file in the folder where it is put. */
export async function saved(page, name, into = folder) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  const path = join(into, `${process.hrtime.bigint()}-${download.suggestedFilename()}`);
  await download.saveAs(path);
  return path;
}

/** Fail where a judge has anything against what is shown, or it is too wide, with large text too. */
export async function judge(page) {
  assert.deepEqual(await byAxe(page, { "target-size": { enabled: true } }), []);
  assert.deepEqual(await bySniffer(page), []);
  const html = await page.evaluate(() => `<!DOCTYPE html>\n${document.documentElement.outerHTML}`);
  // What the browser writes of its own page has no style of writing.
  const rules = { "attribute-boolean-style": "off", "attribute-empty-style": "off" };
  assert.deepEqual(await byValidator(html, rules), []);
  for (const size of ["100%", "200%"]) {
    assert.equal(await tooWide(page, size), 0, `it is too wide with text of ${size}`);
  }
}
