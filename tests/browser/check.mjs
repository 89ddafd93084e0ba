// Opens pages in a headless Chromium and says what axe-core, html-validate and the network have against them.
// Usage: node check.mjs FOLDER [FOLDER FOR PICTURES]; ends with 1 where anything is found.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import axe from "axe-core";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [folder, pictures] = process.argv.slice(2);
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
const validator = new HtmlValidate(new FileSystemConfigLoader({ extends: ["html-validate:recommended"] }));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
// Each width and each scheme once: what one hides the other does not change.
const VIEWS = pictures
  ? [[320, "light"], [320, "dark"], [1280, "light"], [1280, "dark"]]
  : [[320, "dark"], [1280, "light"]];
let faults = 0;
const complain = (name, message) => {
  faults += 1;
  console.log(`${name}: ${message}`);
};

for (const name of pages) {
  const file = resolve(join(folder, name));
  const report = await validator.validateString(readFileSync(file, "utf-8"), file);
  for (const result of report.results) {
    for (const found of result.messages) complain(name, `line ${found.line}: ${found.ruleId}: ${found.message}`);
  }
  for (const [width, colorScheme] of VIEWS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complain(name, `asks for ${request.url()}`);
    });
    page.on("dialog", (dialog) => {
      complain(name, "opens a dialog");
      dialog.dismiss();
    });
    await page.goto(`file://${file}`);
    const hidden = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (hidden > 0) complain(name, `is ${hidden} px wider than a window of ${width} px`);
    if (name.startsWith("guide-workshop") && width === 1280) {
      // One side for whoever leads, one to cut up.
      const sides = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type \/Page\b/g).length;
      if (sides !== 2) complain(name, `prints on ${sides} sides, not on two`);
    }
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const violation of violations) {
      complain(name, `${width} ${colorScheme}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
    }
    await context.close();
  }
}
await browser.close();
console.log(`${pages.length} pages checked, at 320 and 1280 px, light and dark: ${faults} faults`);
process.exit(faults || pages.length === 0 ? 1 : 0);
