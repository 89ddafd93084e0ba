// Opens pages in a headless Chromium, and prints them; says what axe-core, HTML_CodeSniffer (the judge in
// pa11y), html-validate and the network have against them, and whether a record prints on two pages.
// Usage: node check.mjs FOLDER [FOLDER FOR PICTURES]; ends with 1 where anything is found.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { byAxe, bySniffer, byValidator, openBrowser, tooWide } from "./judges.mjs";

const [folder, pictures] = process.argv.slice(2);
const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
const browser = await openBrowser();
// Each width and each scheme once: what one hides the other does not change.
const VIEWS = pictures
  ? [[320, "light"], [320, "dark"], [1280, "light"], [1280, "dark"]]
  : [[320, "dark"], [1280, "light"]];
const RECORD = /^(assess|record)-/;
const MOST_PAGES = 2;
let faults = 0;
const complain = (name, message) => {
  faults += 1;
  console.log(`${name}: ${message}`);
};

// A list or a text may be wrapped anywhere.
const bare = (text) => text.replace(/\s+/g, "");

/** Print a page with ladders as PDF: where it is a record it fits two pages, and each ladder is on one. */
async function print(page, name) {
  const data = await page.pdf({ preferCSSPageSize: true });
  const ladders = await page.evaluate(() =>
    [...document.querySelectorAll(".ladder")].map((list) => [...list.children].map((li) => li.textContent)),
  );
  const printed = await getDocument({ data: new Uint8Array(data), verbosity: 0 }).promise;
  if (RECORD.test(name) && printed.numPages > MOST_PAGES) complain(name, `prints on ${printed.numPages} pages`);
  const texts = [];
  for (let number = 1; number <= printed.numPages; number += 1) {
    const { items } = await (await printed.getPage(number)).getTextContent();
    texts.push(bare(items.map((item) => item.str).join("")));
  }
  const whole = (rungs) => texts.some((text) => rungs.every((rung) => text.includes(bare(rung))));
  if (!ladders.every(whole)) complain(name, "prints its ladder in parts");
}

/** Open every page in a window of one width and scheme, and let the judges see it. */
async function checkAll([width, colorScheme]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const isPaper = colorScheme === "light" && width === 1280;
  let name;
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) complain(name, `asks for ${request.url()}`);
  });
  page.on("console", (message) => complain(name, message.text()));
  page.on("pageerror", (error) => complain(name, error.message));
  page.on("dialog", (dialog) => {
    complain(name, "opens a dialog");
    dialog.dismiss();
  });
  for (name of pages) {
    const file = resolve(join(folder, name));
    await page.goto(`file://${file}`);
    // Large text is tried where there is the least room.
    for (const size of width < 1280 ? ["100%", "200%"] : ["100%"]) {
      const hidden = await tooWide(page, size);
      if (hidden) complain(name, `is ${hidden} px wider than a window of ${width} px with text of ${size}`);
    }
    if (name.includes("guide-workshop") && isPaper) {
      // One side for whoever leads, one to cut up.
      const sides = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type \/Page\b/g).length;
      if (sides !== 2) complain(name, `prints on ${sides} sides, not on two`);
    }
    if (pictures) {
      const picture = `${name.replaceAll("/", "-")}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(pictures, picture), fullPage: true });
    }
    for (const fault of await byAxe(page, { "target-size": { enabled: true } }))
      complain(name, `${width} ${colorScheme}: ${fault}`);
    if (!isPaper) continue;
    for (const fault of await byValidator(readFileSync(file, "utf-8"))) complain(name, fault);
    for (const fault of await bySniffer(page)) complain(name, fault);
    if (/^(assess|record|show)-(standard|easy|\d+-)/.test(name) && !/^show-\d/.test(name)) await print(page, name);
  }
  await context.close();
}

await Promise.all(VIEWS.map(checkAll));
await browser.close();
console.log(`${pages.length} pages checked, at 320 and 1280 px, light and dark: ${faults} faults`);
process.exit(faults || pages.length === 0 ? 1 : 0);
