// Search in the pages of the website: the parts that hold every word, or one that begins with it, best first.
"use strict";

const { phrases, parts } = globalThis.searchData;
const [form, query, told, results, contents] = ["search", "query", "status", "results", "contents"].map((id) =>
  document.getElementById(id),
);

/** The words of a text, in small letters; of those with a hyphen also the whole: co, production, coproduction. */
const wordsOf = (text) =>
  text
    .normalize()
    .toLowerCase()
    .replace(/([\p{L}\p{N}]+)-([\p{L}\p{N}]+)/gu, "$1 $2 $1$2")
    .split(/[^\p{L}\p{N}\p{M}]+/u);

/** Which of some words a text has, where each counts with which a word of it begins. */
function holding(text, words) {
  const known = wordsOf(text);
  return words.filter((word) => known.some((each) => each.startsWith(word)));
}

/** What a part has of all words: its address, title, a line with one, and how well it fits; null for none. */
function hit([address, title, lines], words) {
  if (holding([title, ...lines].join(" "), words).length < words.length) return null;
  const held = lines.filter((line) => holding(line, words).length);
  // A title counts for more than many lines, and the beginning of a page for more than its parts.
  const score = 10 * holding(title, words).length + Math.min(held.length, 5) + (address.includes("#") ? 0 : 5);
  return { address, title, line: held[0] ?? lines[0] ?? "", score };
}

function search() {
  const words = wordsOf(query.value.replace(/(?<=\S)-(?=\S)/g, "")).filter(Boolean);
  const found = words.length ? parts.map((part) => hit(part, words)).filter(Boolean) : [];
  found.sort((one, other) => other.score - one.score);
  results.replaceChildren(...found.map(resultItem));
  results.hidden = !found.length;
  contents.hidden = found.length > 0;
  const said = phrases[`site_found_${found.length === 1 ? "one" : "many"}`].replace("{count}", found.length);
  told.textContent = words.length ? (found.length ? said : phrases.nothing_found) : "";
}

function resultItem({ address, title, line }) {
  const [item, link, text] = ["li", "a", "p"].map((name) => document.createElement(name));
  link.href = address;
  link.textContent = title;
  text.textContent = line;
  item.append(link, text);
  return item;
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
query.addEventListener("input", search);
