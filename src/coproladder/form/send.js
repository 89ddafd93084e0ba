// Who gets the answers, what they promise in return, and the form for later.

/** What is true of the answers: they stay here, or whom they are for. */
const privateWords = () =>
  DATA.send_to ? phrase("form_private_send", { name: DATA.send_to.name }) : phrase("form_private");

/** What people are told will come of their answers, on paper too. */
const replyBlock = () => DATA.reply && paragraph(DATA.reply, "note reply");

/** Whom to send the answers to, and a mail that holds the result as text. */
function sendBlocks() {
  if (!DATA.send_to) return [];
  const { name, address } = DATA.send_to;
  const subject = state.activity.record.activity || placeInWords(assess(ladder, state.activity.record));
  const encoded = [subject, resultText().replaceAll("\n", "\r\n")].map(encodeURIComponent);
  const to = encodeURIComponent(address).replace("%40", "@");
  const href = `mailto:${to}?subject=${encoded[0]}&body=${encoded[1]}`;
  return [
    paragraph(phrase("form_send_words", { name, address })),
    paragraph(make("a", { href, class: "mail" }, phrase("form_send", { name }))),
  ];
}

/** The form for when a promise has been kept, for the same activity: a file to save, or on a website a link. */
function followUpBlocks() {
  const { activity, answered_by, basis } = state.activity.record;
  if (basis !== "promised") return [];
  const known = Object.entries({ activity, answered_by, basis: "happened" }).filter(([, text]) => text);
  const link = { href: `#${new URLSearchParams(known)}`, target: "_blank" };
  const later = DATA.style
    ? make("a", link, phrase("form_follow_up_link"))
    : button(phrase("form_follow_up"), () => saveFollowUp(Object.fromEntries(known)));
  return [paragraph(phrase("form_follow_up_words")), paragraph(later, "buttons")];
}

function saveFollowUp(known) {
  const page = document.documentElement.cloneNode(true);
  for (const part of ["#header", "#status", "#main"]) page.querySelector(part).replaceChildren();
  page.querySelector("#status + button")?.remove();
  page.querySelector("#main").append(make("p", {}, phrase("form_without_script")));
  const record = { ...DATA.record, ...known };
  // A browser writes the text of a script as it is: nothing in it may look like its end.
  const data = JSON.stringify({ ...DATA, record, easy: state.easy }).replaceAll("<", "\\u003c");
  page.querySelector("#data").textContent = data;
  download(fileName("form", ".html"), `<!DOCTYPE html>\n${page.outerHTML}\n`, "text/html");
}
