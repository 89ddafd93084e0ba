// One walk through the form in a headless Firefox: answers, a plan that is printed, a comparison; see helpers.mjs.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer from "puppeteer-core";

const folder = process.env.FORMS;
const PLAN = Array.from({ length: 12 }, (_, line) => `Line ${line + 1} of the plan`).join("\n");

/** The text of a page as it is printed. */
async function printed(page) {
  const data = new Uint8Array(await page.pdf());
  const document = await getDocument({ data, verbosity: 0 }).promise;
  const texts = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    texts.push(items.map((item) => item.str).join(" "));
  }
  return texts.join(" ");
}

test("the form is answered, printed and compared in Firefox too", async () => {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox",
  });
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`file://${join(folder, "built-in.html")}`);
  const press = (selector) => page.locator(selector).click();
  while (!(await page.$("[name^='q-']"))) {
    if (await page.$("#activity")) await page.locator("#activity").fill("Forum");
    await press("button.main");
  }
  for (const answer of ["q-voice-5", "q-influence-1", "q-decides-1", "q-delivery-1"]) {
    await press(`#${answer}`);
    await press("button.main");
  }
  while (!(await page.$("#keep"))) await press("button.main");
  assert.match(await page.$eval("h1", (title) => title.textContent), /Rung 5 of 7: Engagement/);
  for (const fold of await page.$$("details.plan > summary")) await fold.click();
  await page.locator("#plan-what-voice").fill(PLAN);
  const paper = await printed(page);
  for (const line of PLAN.split("\n")) assert.ok(paper.includes(line), line);

  const saved = join(folder, "firefox.json");
  writeFileSync(saved, JSON.stringify({ activity: "forum", answered_by: "Staff", voice: "told" }));
  await page.evaluate(() => go("compare"));
  await (await page.$("#files")).uploadFile(saved);
  await page.waitForSelector(".views");
  assert.equal(await page.$$eval(".ladder .here", (rungs) => rungs.length), 2);
  assert.deepEqual(faults, []);
  await browser.close();
});
