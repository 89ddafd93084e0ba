// One walk through the website in a headless Firefox, from a disk and from a server; see site.mjs.
import assert from "node:assert/strict";
import test, { after } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "./serve.mjs";

const [server, endServer] = await serve(process.env.SITES);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.env.FIREFOX ?? "/usr/bin/firefox",
});
after(() => browser.close());
after(endServer);

for (const [place, base] of Object.entries({ disk: `file://${process.env.SITES}`, server }))
  test(`words are found, and the form is answered to its result, in Firefox from a ${place}`, async () => {
    const page = await browser.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => faults.push(message.text()));
    page.on("requestfailed", (request) => faults.push(request.url()));
    // The browser draws fields for dates with a font of its own, from an address that holds it.
    const isOwn = (url) => url.startsWith(base) || url.startsWith("data:");
    page.on("request", (request) => isOwn(request.url()) || faults.push(request.url()));
    const press = (selector) => page.locator(selector).click();
    const titled = (words) => page.waitForSelector(`::-p-xpath(//h1[contains(., "${words}")])`);

    await page.goto(`${base}/ours/index.html`);
    await press("nav a[href='look-up.html']");
    await page.locator("#query").fill("tokenistic");
    await press("#results a");
    assert.equal(await page.$eval(":target", (part) => part.textContent), "tokenistic");

    await press("nav a[href='form.html']");
    for (const name of ["basis-2", "q-voice-5", "q-influence-1", "q-decides-1", "q-delivery-1"]) {
      while (!(await page.$(`#${name}`))) await press("button.main");
      await press(`#${name}`);
      if (name === "q-influence-1") await useLinks();
    }
    while (!(await page.$("#keep"))) await press("button.main");
    await titled("Engagement");
    assert.deepEqual(faults, []);
    await page.close();

    /** Follow each link of the form on the same page, and go back. */
    async function useLinks() {
      await page.$eval(".skip", (skip) => skip.click());
      assert.equal(await page.evaluate(() => document.activeElement.id), "main");
      await press("nav a[href='form.html#practise']");
      await press("nav a[href='form.html#practise']");
      await titled("Card 1");
      for (const back of ["Card 1", "What can people change?"]) {
        await page.evaluate(() => history.back());
        await titled(back);
      }
      assert.equal(await page.$eval("#q-influence-1", (radio) => radio.checked), true);
    }
  });
