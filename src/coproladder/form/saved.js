// Saved answers: reads files that are chosen or dropped, and refuses what cannot be read with the reason.

const [MOST_BYTES, MOST_RECORDS, MOST_SIGNS] = [2_000_000, 1000, 1000];

/** A field for saved files, each of which is then taken: see `readFiles`. */
function filesField(take) {
  const change = (event) => readFiles([...event.target.files], take);
  const by = state.refused.length > 0 && "files-fault";
  const input = make("input", { type: "file", id: "files", multiple: true, "aria-describedby": by, change });
  const label = make("label", { for: input.id }, phrase("form_files"));
  return paragraph([label, refusals(), input], "field screen");
}

function refusals() {
  if (!state.refused.length) return null;
  const line = ({ name, message }) => make("span", {}, make("b", {}, `${name}: `), message);
  return make("span", { class: "fault", id: "files-fault" }, ...state.refused.map(line));
}

/** Read saved files, and have `take` do with each what it does; one that it cannot take is refused by name. */
async function readFiles(files, take) {
  state.refused = [];
  let then;
  for (const file of files) {
    const name = shorten(file.name);
    try {
      if (file.size > MOST_BYTES) throw new Error(phrase("form_refused_size"));
      const text = await file.text();
      then = take({ name, text, records: readRecords(text) });
    } catch (error) {
      state.refused.push({ name, message: error.message });
    }
  }
  const refused = state.refused.length;
  const count = state.step === "compare" ? state.files.length : files.length - refused;
  if (then && files.length === 1) then();
  else render("title");
  const counts = [counted("form_files_read", count), refused && counted("form_files_refused", refused)];
  const waiting = document.getElementById("waiting")?.textContent;
  announce([...counts, otherVersions(), waiting].filter(Boolean).join(" "));
}

/** Which other versions of this ladder the records that were read say that they answer, in words. */
function otherVersions() {
  const { id, version } = ladder.about;
  const records = [...state.files.flatMap((file) => file.records), ...state.activities.map(({ record }) => record)];
  const said = records.map((record) => record.ladder);
  const found = said.filter((other) => other?.startsWith(`${id}/`) && other !== DATA.ladder_id);
  const versions = [...new Set(found)].sort().join(", ");
  return versions && phrase("form_other_version", { found: versions, version });
}

/** The records in the text of a JSON or JSON Lines file; raises an error that says what is wrong. */
function readRecords(text) {
  const found = parsed(text);
  const records = Array.isArray(found) ? found : [found];
  if (records.length > MOST_RECORDS) throw new Error(phrase("form_refused_size"));
  const read = records.map((record, at) => readRecord(record, at + 1));
  const answered = read.filter((record) => ladder.questions.some(({ id }) => id in record));
  if (!answered.length) throw new Error(phrase("form_refused_empty"));
  return answered;
}

function parsed(text) {
  const lines = (whole) => whole.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  for (const read of [JSON.parse, lines]) {
    try {
      return read(text);
    } catch {
      // Not one document: perhaps a record on each line.
    }
  }
  throw new Error(phrase("form_refused_json"));
}

// What texts mean: the tables of placing/names.py.

const FIELDS = named(DATA.names.fields);
const ANSWERS = named(DATA.names.answers);

/** A text that is not too long, also that of a whole number. */
function readText(value) {
  const text = Number.isInteger(value) ? String(value) : value;
  return typeof text === "string" && text.length <= MOST_SIGNS ? text : undefined;
}

/** A reason, however long; it is there to be read, and no reason to refuse a file. */
const readReason = (value) => (typeof value === "string" ? value : "");

/** A day as it was written; a year may be a number. */
const readDay = (value) => readText(value) ?? "";

/** The id of the entry that a text names by its id or name; another text as it is. */
function readEntry(entries, value) {
  const text = readDay(value);
  return entries.find(({ id, name }) => [id, name].some((each) => fold(each) === fold(text)))?.id ?? text;
}

/** The plan that was saved, by question: what is not text is left out. */
function readPlan(lines) {
  const plan = named();
  for (const line of Array.isArray(lines) ? lines : []) {
    const [what, who, when] = [line?.what, line?.who, line?.when].map(readReason);
    if (ladder.questions.some(({ id }) => id === line?.question)) plan[line.question] = named({ what, who, when });
  }
  return plan;
}

/** What the answers rest on; "" where that is not known, or not understood. */
const readBasis = (value) => named(DATA.names.basis)[fold(readReason(value))] ?? "";

/** The id of the answer to a question, "" where a text says that nothing is known. */
function readAnswer(question, value) {
  if (typeof value !== "string") return undefined;
  const [text, bare] = [fold(value), unmarked(value)];
  const isNotKnown = [text, text.replace(/[ !?.…]+$/, ""), bare].some((said) =>
    DATA.names.not_known.includes(said),
  );
  return named(ANSWERS[question])[bare] ?? (isNotKnown ? "" : undefined);
}

/** How the value of each field is read; undefined is what it cannot be. */
const READERS = named({
  ...{ activity: readText, answered_by: readText, basis: readBasis, comment: readReason, date: readDay },
  level: (value) => readEntry(ladder.levels, value),
  stage: (value) => readEntry(ladder.stages, value),
  called: (value) => readEntry(ladder.rungs, value),
});
for (const question of ladder.questions) {
  READERS[question.id] = (value) => readAnswer(question.id, value);
  READERS[reasonField(question)] = readReason;
}

/** What a record says, under the ids of its fields, and its plan. */
function readRecord(given, number) {
  const refuse = (why, field) => {
    throw new Error(phrase(why, { number, field }));
  };
  const record = named();
  let isOurs = false;
  for (const [name, value] of Object.entries(given ?? {})) {
    const field = FIELDS[fold(name)];
    if (field && value) isOurs = true;
    if (!READERS[field]) continue;
    if (field in record) refuse("form_refused_twice", field);
    record[field] = READERS[field](value ?? "");
    if (record[field] === undefined)
      refuse(field in ANSWERS ? "form_refused_answer" : "form_refused_text", field);
  }
  if (!isOurs) refuse("form_refused_record");
  if (typeof given.ladder === "string") record.ladder = given.ladder;
  if (given.plan) record.plan = readPlan(given.plan);
  if (given.review) record.review = readReason(given.review);
  return record;
}

const isAnswered = (record) =>
  ladder.questions.some((question) => rankOf(question, record[question.id]) >= 0);

const bringsFiles = (event) => event.dataTransfer.types.includes("Files");
addEventListener("dragover", (event) => {
  if (bringsFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!bringsFiles(event)) return;
  event.preventDefault();
  if (!["compare", "open"].includes(state.step)) go("compare");
  readFiles([...event.dataTransfer.files], state.step === "open" ? openRecords : addView);
});
