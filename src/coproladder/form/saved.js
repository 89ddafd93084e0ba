// Saved answers: reads files that are chosen or dropped, and refuses what cannot be read with the reason.

const MOST_BYTES = 2_000_000;
const MOST_RECORDS = 1000;
const MOST_SIGNS = 1000;

/** Read saved files into the page; what cannot be read is refused with the reason. */
async function readFiles(files) {
  state.refused = [];
  for (const file of files) {
    const name = shorten(file.name);
    try {
      if (file.size > MOST_BYTES) throw new Error(phrase("form_refused_size"));
      const records = readRecords(await file.text());
      // The same file chosen twice counts once, but two people's files may have one name.
      const isKnown = state.files.some(
        (known) => JSON.stringify(known) === JSON.stringify({ name, records }),
      );
      if (!isKnown) state.files.push({ name, records });
    } catch (error) {
      state.refused.push({ name, message: error.message });
    }
  }
  render("title");
  const refused = state.refused.length && counted("form_files_refused", state.refused.length);
  const read = counted("form_files_read", state.files.length);
  announce([read, refused, otherVersions()].filter(Boolean).join(" "));
}

/** Which other versions of this ladder the records that were read say that they answer, in words. */
function otherVersions() {
  const { id, version } = ladder.about;
  const said = state.files.flatMap(({ records }) => records.map((record) => record.ladder));
  const found = said.filter((other) => other?.startsWith(`${id}/`) && other !== DATA.ladder_id);
  const versions = [...new Set(found)].sort().join(", ");
  return versions && phrase("form_other_version", { found: versions, version });
}

/** The records in the text of a JSON or JSON Lines file; raises an error that says what is wrong. */
function readRecords(text) {
  const found = parsed(text);
  const records = Array.isArray(found) ? found : [found];
  if (records.length > MOST_RECORDS) throw new Error(phrase("form_refused_size"));
  return records.map((record, at) => readRecord(record, at + 1));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    // Not one document: perhaps a record on each line.
  }
  try {
    return text
      .split("\n")
      .filter((line) => line.trim())
      .map((line) => JSON.parse(line));
  } catch {
    throw new Error(phrase("form_refused_json"));
  }
}

// What texts mean: the tables of placing/names.py.

const FIELDS = named(DATA.names.fields);
const ANSWERS = named(DATA.names.answers);

/** How the value of each field that is compared is read; undefined is what it cannot be. */
const READERS = named({ activity: readText, answered_by: readText, basis: readBasis });
for (const question of ladder.questions) {
  READERS[question.id] = (value) => readAnswer(question.id, value);
  READERS[reasonField(question)] = readReason;
}

/** A text that is not too long, also that of a whole number. */
function readText(value) {
  const text = Number.isInteger(value) ? String(value) : value;
  return typeof text === "string" && text.length <= MOST_SIGNS ? text : undefined;
}

/** A reason, however long; it is there to be read, and no reason to refuse a file. */
function readReason(value) {
  return typeof value === "string" ? value : "";
}

/** What the answers rest on; "" where that is not known, or not understood. */
function readBasis(value) {
  return (typeof value === "string" && named(DATA.names.basis)[fold(value)]) || "";
}

/** The id of the answer to a question, "" where a text says that nothing is known. */
function readAnswer(question, value) {
  if (typeof value !== "string") return undefined;
  const [text, bare] = [fold(value), unmarked(value)];
  const isNotKnown = [text, text.replace(/[ !?.…]+$/, ""), bare].some((said) =>
    DATA.names.not_known.includes(said),
  );
  return named(ANSWERS[question])[bare] ?? (isNotKnown ? "" : undefined);
}

/** What is compared of a record: who says what of which activity. */
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
  if (state.step !== "compare") go("compare");
  readFiles([...event.dataTransfer.files]);
});
