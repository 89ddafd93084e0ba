// How things are said: phrases, numbers and texts, each as the command line has it.

const UNSAFE = new RegExp(DATA.unsafe, "gu");

/** A text in the words that are wanted; "" where there is none. */
const say = (words) =>
  typeof words === "string" ? words : (state.easy && words?.easy) || words?.standard || "";

/** The phrase with this id, in the words that are wanted, its places filled. */
function phrase(id, values = {}) {
  return say(DATA.interface.phrases[id]).replace(/\{([a-z]+)\}/g, (place, name) => values[name] ?? place);
}

/** The phrase for one (its id ends in _one) or for many (_many), with the count in it. */
const counted = (id, count, values) =>
  phrase(`${id}_${count === 1 ? "one" : "many"}`, { count: number(count), ...values });

/** A whole number with the sign of this language between its thousands. */
const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, () => phrase("thousands"));

/** A date as people write it, as far as it is known: 4 May 2026; the same as in ladder/wording.py. */
function dateInWords(date) {
  const [year, month, day] = date.split("-");
  if (!month) return year;
  const values = { year, month: phrase(DATA.months[month - 1]), day: Number(day) };
  return phrase(day ? "date_day" : "date_month", values);
}

/** Text on one line with each unsafe character as its code, such as <U+001B>. */
const visible = (text) =>
  text
    .replace(/\r\n|[\n\t]/g, " ")
    .replace(UNSAFE, (sign) => `<U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);

const shorten = (text, most = 120) => (text.length > most ? `${text.slice(0, most)}…` : text);

/** A label as it stands before its value: a colon, unless it asks or calls out. */
const leadIn = (label) => (DATA.label_ends.some((end) => label.endsWith(end)) ? label : `${label}:`);

/** The name of a rung, in easy words with what it means in a few words. */
const rungNamed = ({ name, meaning }) =>
  state.easy && meaning ? phrase("rung_meaning", { name, meaning: say(meaning) }) : name;

const numbered = (rung) =>
  phrase("rung_of", { rung: rung.number, rungs: ladder.rungs.length, name: rungNamed(rung) });

/** A few words that the form uses, each with what it means, for whoever opens them. */
function termsBlock() {
  const { terms } = ladder.about;
  if (!terms.length) return null;
  return folded("terms", phrase("terms"), [facts(terms.map(({ name, words }) => [name, say(words)]))], "terms");
}

/** Text as it is compared, without what does not matter; the same as in base/words.py. */
const fold = (text) =>
  [...text.normalize()]
    .map((sign) => DATA.straight[sign] ?? sign)
    .join("")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .toLowerCase()
    .replaceAll("ß", "ss");

/** Text folded, a space for each mark that may stand between a label and its hint; as in base/words.py. */
const unmarked = (text) =>
  fold(text)
    .replace(/[\s.,:;()[\]-]+/g, " ")
    .trim() || fold(text);
