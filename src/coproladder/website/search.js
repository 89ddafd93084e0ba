// Search in the pages of the website: the parts that hold every word, or one that begins with it, best first.
"use strict";

const { phrases, parts } = globalThis.searchData;
const [form, query, told, results, contents] = ["search", "query", "status", "results", "contents"].map((id) =>
  document.getElementById(id),
);

/** A text as it is searched, as in pages/search.py. */
const plain = (text) => ` ${text.normalize().toLowerCase()} `.replace(/[-\s]+/g, " ");

/** How often words stand in a text, where each counts that begins with one. */
const holding = (text, words) => words.filter((word) => text.split(/[^\p{L}\p{N}\p{M}]+/u).some((each) => each.startsWith(word)));

/** What a part has of all words: its address, title, a line with one, and how well it fits; null for none. */
function hit([address, title, lines], words) {
  const named = holding(plain(title), words);
  const held = lines.filter((line) => holding(plain(line), words).length);
  if (holding(plain([title, ...lines].join(" ")), words).length < words.length) return null;
  return { address, title, line: held[0] ?? lines[0] ?? "", score: 10 * named.length + held.length };
}

function search() {
  const words = plain(query.value).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
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
