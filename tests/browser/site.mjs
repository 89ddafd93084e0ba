// The website, used as people do, from a disk and from a server with a strict policy. It is run as in .ci/run:
// SITES is the folder that sites.py wrote; see helpers.mjs for the rest.
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { answer, browser, closeBrowser, judge, press, saved, toQuestions } from "./helpers.mjs";
import { serve } from "./serve.mjs";

const sites = process.env.SITES;
const [server, endServer] = await serve(sites);
const disk = `file://${sites}`;
after(closeBrowser);
after(endServer);

/** Do something with a website, which may ask for nothing outside, open no dialog and throw nothing. */
async function visit(base, address, check, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const faults = [];
  context.on("request", (request) => request.url().startsWith(base) || faults.push(request.url()));
  context.on("console", (message) => faults.push(message.text()));
  context.on("weberror", (error) => faults.push(error.error().message));
  const page = await context.newPage();
  page.on("dialog", (dialog) => faults.push(dialog.message()) && dialog.dismiss());
  await page.goto(`${base}/${address}`);
  await check(page);
  assert.deepEqual(faults, []);
  await context.close();
}

/** A test of a website, from a disk and from a server. */
function siteTest(name, check) {
  for (const [place, base] of Object.entries({ disk, server }))
    test(`${name}, from a ${place}`, () => visit(`${base}/ours`, "index.html", check));
}

const link = (page, name) => page.getByRole("link", { name, exact: true }).first();
const follow = (page, name) => link(page, name).click();
const titled = (page, words) => page.locator("h1").filter({ hasText: words }).waitFor();
const says = (page, words) => page.locator("main").getByText(words).first().waitFor();

// From a disk, check.mjs opens the pages of ours.
for (const [site, place] of Object.entries({ ours: server, marked: disk, hostile: server }))
  test(`every page of ${site} opens, and every link and every part that the search knows is there`, () =>
    visit(`${place}/${site}`, "index.html", (page) => walk(page, `${place}/${site}`, join(sites, site))));

/** Open each page in a folder; everything that leads to a page or a part of one there must find it. */
async function walk(page, base, folder) {
  const [parts, links] = [new Set(), new Map()];
  const addresses = () => ({
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    hrefs: [
      ...[...document.querySelectorAll("[href]")].map(({ href }) => href),
      ...(globalThis.searchData?.parts ?? []).map(([address]) => new URL(address, location).href),
    ],
  });
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
  for (const name of names) {
    await page.goto(`${base}/${name}`);
    const { ids, hrefs } = await page.evaluate(addresses);
    for (const id of ids) parts.add(`${base}/${name}#${id}`);
    for (const href of hrefs) links.set(href, name);
    if (name.endsWith("form.html")) parts.add(`${base}/${name}#practise`);
  }
  const isThere = (href) => {
    if (!href.startsWith(base)) return /^(https?|mailto):/.test(href);
    const [file, part] = href.split("#");
    return existsSync(join(folder, file.slice(base.length))) && (!part || parts.has(href));
  };
  assert.deepEqual([...links].filter(([href]) => !isThere(href)), []);
  assert.ok(links.size > names.length);
}

siteTest("the form is two presses away, and what a rung means in easy words three at most", async (page) => {
  await follow(page, "Tell us about an activity");
  await press(page, "Start now");
  await page.locator("#activity").waitFor();
  await follow(page, "The ladder of co-production");
  await follow(page, "Easy words");
  await follow(page, "5 Engagement");
  await says(page, "People have more chances to speak.");
  assert.equal(await link(page, "5 Engagement").getAttribute("aria-current"), "page");
  await follow(page, "Standard words");
  await says(page, "They may influence some decisions.");
});

siteTest("an officer prints the workshop on two sides, and takes the sheet along", async (page) => {
  await follow(page, "Run a workshop");
  for (const [address, words] of [["ours/guide", "Easy words"], ["easy/guide", "Standard words"]]) {
    await page.waitForURL(`**/${address}-workshop.html`);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.equal(pdf.toString("latin1").match(/\/Type \/Page\b/g).length, 2);
    await follow(page, words);
  }
  await follow(page, "The ladder of co-production");
  await follow(page, "For staff and researchers");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    follow(page, "Download the empty sheet (.xlsx)"),
  ]);
  assert.deepEqual(readFileSync(await download.path()), readFileSync(join(sites, "ours", "sheet.xlsx")));
});

siteTest("a student finds a word, and gets to where it is explained", async (page) => {
  const [field, status] = [page.getByRole("searchbox"), page.getByRole("status")];
  await follow(page, "Look it up");
  assert.equal(await link(page, "Look it up").getAttribute("aria-current"), "page");
  await field.fill("xyzzy");
  assert.match(await status.textContent(), /^Nothing/);
  assert.equal(await page.locator("#contents").isVisible(), true);
  await field.fill("tokenis");
  await field.press("Enter");
  const found = await page.locator("#results li").count();
  assert.equal(await status.textContent(), `${found} results`);
  const first = page.locator("#results a").first();
  for (const written of ["co-production", "coproduction", "Coprod"]) {
    await field.fill(written);
    assert.match(await first.textContent(), /Co-production|co-production/);
    assert.doesNotMatch(await first.textContent(), /Sources/);
  }
  await field.fill("cookies");
  assert.equal(await first.textContent(), "What this page does with what you type");
  await field.fill("Tokenistic");
  await follow(page, "Glossary: tokenistic");
  assert.equal(await page.locator(":target").textContent(), "tokenistic");
  const { y } = await page.locator(":target").boundingBox();
  assert.ok(y >= 0 && y < 100, `the part is at ${y}`);
});

/** Press Tab until the focus is on what has this text; each stop must be in sight and look like one. */
async function tabTo(page, text) {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const { activeElement: element } = document;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { left, right, top, bottom, height } = element.getBoundingClientRect();
      const inSight = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      const name = element.textContent || element.labels?.[0]?.textContent || "";
      // The parts of a field for a date show the focus themselves.
      if (element.type === "date") return { name, outline: 2, height, inSight };
      return { name, outline: outlineStyle !== "none" && parseFloat(outlineWidth), height, inSight };
    });
    assert.ok(stop.outline >= 2 && stop.height >= 18 && stop.inSight, JSON.stringify(stop));
    if (stop.name.trim() === text) return;
  }
  assert.fail(`no stop is called ${text}`);
}

siteTest("all of it can be used with the keyboard alone", async (page) => {
  const key = (name) => page.keyboard.press(name);
  await tabTo(page, "Skip to the text");
  await key("Enter");
  await tabTo(page, "Tell us about an activity");
  await key("Enter");
  await page.waitForURL(/form\.html/);
  await tabTo(page, "Skip to the text");
  await key("Enter");
  await tabTo(page, "Start now");
  await key("Enter");
  await key("Tab");
  await page.keyboard.type("Forum");
  await key("Enter");
  await key("Enter");
  for (const place of [4, 1, 1, 1]) {
    await tabTo(page, await page.locator(".choice label").first().textContent());
    await key("Space");
    for (let moved = 0; moved < place; moved += 1) await key("ArrowDown");
    await key("Enter");
  }
  await tabTo(page, "Next");
  await key("Enter");
  await titled(page, /Rung/);
});

siteTest("links of the form keep people's place, and Back leads to the step before", async (page) => {
  await follow(page, "Tell us about an activity");
  await titled(page, "Where is it on the ladder?");
  await toQuestions(page);
  await answer(page, [3]);
  const question = "What can people change?";
  await titled(page, question);
  await follow(page, "Practise");
  await follow(page, "Practise");
  await titled(page, /^Card 1 of 7/);
  // The keyboard is moved on, and so is the card.
  await page.getByRole("radio").first().check();
  await page.locator(".skip").evaluate((skip) => skip.click());
  await press(page, "See the answer");
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await titled(page, question);
  await page.locator(".skip").evaluate((skip) => skip.click());
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.goBack();
  assert.equal(await page.getByRole("radio").nth(3).isChecked(), true);
});

siteTest("the menu leads to practice from any page", async (page) => {
  await follow(page, "Practise");
  await titled(page, /^Card 1 of 7/);
});

siteTest("a result is saved with its style, and a promise leads to the form for later", async (page) => {
  await follow(page, "Tell us about an activity");
  await press(page, "Start now");
  await page.locator("#activity").fill("Lunch club & more");
  await page.getByRole("radio").nth(1).check();
  await toQuestions(page);
  await answer(page, [5, 1, 1, 1]);
  await titled(page, /Rung 5 of 7: Engagement/);
  const [later] = await Promise.all([
    page.waitForEvent("popup"),
    follow(page, "Open the form for later in a new tab, and keep its address"),
  ]);
  assert.equal(await later.locator(".headline").textContent(), "Lunch club & more");
  const file = await saved(page, "Save this page", sites);
  await visit("file://", file.slice(1), async (kept) => {
    await titled(kept, /Rung 5 of 7: Engagement/);
    assert.deepEqual(await kept.locator("a[href^='#'], a[href$='.html'], button, link, script").count(), 0);
    const border = (opened) => opened.locator(".card").evaluate((card) => getComputedStyle(card).borderRadius);
    assert.equal(await border(kept), await border(page));
  });
});

test("what the scripts show passes the judges too, in a narrow window", () =>
  visit(
    `${server}/ours`,
    "look-up.html",
    async (page) => {
      await page.getByRole("searchbox").fill("carers");
      await judge(page);
      await follow(page, "Practise");
      await titled(page, /^Card 1 of 7/);
      await judge(page);
      await press(page, "Back to the start");
      await toQuestions(page);
      await judge(page);
      await answer(page, [5, 1, 1, 1]);
      await titled(page, "Rung 5 of 7: Engagement");
      await judge(page);
    },
    { viewport: { width: 320, height: 900 }, colorScheme: "dark" },
  ));

test("a council's own header is shown above ours", async () => {
  const folder = join(sites, "headed");
  cpSync(join(sites, "ours"), folder, { recursive: true });
  const own = readFileSync(join(folder, "site.css"), "utf-8");
  writeFileSync(join(folder, "site.css"), own.replace("@media not all", "@media all"));
  writeFileSync(
    join(folder, "logo.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40"/></svg>',
  );
  await visit(`${server}/headed`, "easy/rung-1.html", async (page) => {
    const { y } = await page.locator(".site").boundingBox();
    assert.ok(y > 40, `our name is at ${y}`);
  });
});

test("a translation leaves no word of ours in the form or the search, and is written from right to left", () =>
  visit(`${disk}/marked`, "index.html", async (page) => {
    const ours = async () => {
      let text = await page.locator("body").innerText();
      while (text.includes("«")) text = text.replace(/«[^«»]*»/g, "");
      return text.match(/\p{L}+/gu) ?? [];
    };
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), "rtl");
    for (const name of ["form.html", "easy/form.html", "look-up.html", "easy/look-up.html"]) {
      await page.goto(`${disk}/marked/${name}`);
      for (const words of ["", "xyzzy", "carers"]) {
        if (name.endsWith("look-up.html")) await page.locator("#query").fill(words);
        assert.deepEqual(await ours(), [], name);
      }
    }
  }));
