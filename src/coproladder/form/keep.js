// Keeping what people entered: as a file, or as the page itself.

/** What stands on the card of a result. */
const cardWays = () => [
  button(phrase("form_save"), saveAnswers, "main"),
  button(phrase("form_copy_text"), copyText, "quiet"),
];

function keepSection() {
  const count = begunActivities().length;
  const ways = [
    button(phrase("form_save"), saveAnswers, "main"),
    button(phrase("form_copy_text"), copyText),
    button(phrase("form_print"), () => print()),
    button(phrase("form_copy"), copyRows),
    button(phrase("form_save_page"), savePage),
  ];
  const further = [
    button(phrase("form_change"), () => history.back(), "quiet"),
    button(phrase("form_another"), anotherActivity, "quiet"),
    count > 1 && button(phrase("form_see_activities"), () => go("open"), "quiet"),
    button(phrase("form_compare"), () => go("compare"), "quiet"),
    button(phrase("form_start_again"), startAgain, "quiet"),
  ];
  const section = make(
    "section",
    { id: "keep", class: "screen", "aria-labelledby": "keep-heading" },
    make("h2", { id: "keep-heading" }, phrase("form_keep")),
    paragraph(phrase("form_keep_words")),
    paragraph(ways, "buttons"),
    ...sendBlocks(),
    ...followUpBlocks(),
    paragraph(counted("form_sitting", count)),
    paragraph(further.filter(Boolean), "buttons"),
  );
  return make("div", {}, replyBlock(), section);
}

/** The fields that came later; a table has a column for each only where it is known. */
const LATE_FIELDS = ["basis", ...ladder.questions.map(reasonField)];

const recordFields = () => [
  ...DATA.fields.filter((field) => !LATE_FIELDS.includes(field)),
  ...ladder.questions.map(({ id }) => id),
];

/** The record of an activity as `assess` reads it; it names the version. */
function recordOf({ record }) {
  const fields = [...recordFields(), ...LATE_FIELDS].filter((field) => record[field]);
  return Object.fromEntries([...fields.map((field) => [field, record[field]]), ["ladder", DATA.ladder_id]]);
}

/** The record of an activity as it is saved: with the plan, and null where people were not sure. */
function savedRecord(activity) {
  const unsure = ladder.questions.filter(({ id }) => activity.record[id] === null).map(({ id }) => [id, null]);
  const filled = ({ id }) => Object.entries({ question: id, ...activity.plan[id] }).filter(([, text]) => text);
  const plan = ladder.questions.map(filled).filter((line) => line.length > 1).map(Object.fromEntries);
  return {
    ...recordOf(activity),
    ...Object.fromEntries(unsure),
    ...(plan.length > 0 && { plan }),
    ...(activity.review && { review: activity.review }),
  };
}

/** The records of all activities with an answer. */
const allRecords = () => begunActivities().map(recordOf);

/** Give a text to the browser as a file to keep; whether it was kept, no page can know. */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  announce(phrase("form_saved", { file: name }));
}

/** A name that tells the files of many people apart: what it is, the activity, and the moment. */
function fileName(what, ending) {
  const activity = (state.activity.record.activity ?? "").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
  const moment = new Date().toLocaleString("sv-SE").replace(/\D+/g, "-");
  return [what, activity, moment].filter(Boolean).join("-") + ending;
}

function saveAnswers() {
  const records = begunActivities().map(savedRecord);
  if (records.length) state.unsaved.delete("answers");
  if (!records.length) announce(phrase("form_nothing_to_save"));
  else download(fileName("answers", ".json"), `${JSON.stringify(records, null, 1)}\n`, "application/json");
}

// The page as it is shown, without the script and the buttons.

function savePage() {
  const page = document.documentElement.cloneNode(true);
  const shown = document.querySelectorAll("main input, main textarea");
  page.querySelectorAll("main input, main textarea").forEach((field, at) => {
    field.replaceWith(entered(shown[at].value));
  });
  page.querySelectorAll("script, link, header, footer, .skip, .screen, .told").forEach((part) => part.remove());
  // The pages of a website have their style in files of their own.
  if (DATA.style) page.querySelector("meta[http-equiv]").replaceWith(make("style", {}, DATA.style));
  page.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
  const what = state.step === "compare" ? "views" : "answers";
  download(fileName(what, ".html"), `<!DOCTYPE html>\n${page.outerHTML}\n`, "text/html");
  if (what === "views") state.unsaved.delete("views");
}

/** What was entered in a field, whole and with its lines, as text. */
function entered(text) {
  return make("span", { class: "entered" }, ...text.split("\n").flatMap((line) => [make("br"), line]).slice(1));
}
