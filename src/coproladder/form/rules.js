// The rules, as in placing/classify.py: from a ladder and records, nothing of the page.
"use strict";

/** How much power an answer gives that is not known: the least that it could be, and the most. */
const LEAST = 0;
const MOST = Infinity;

/** The place of an answer, 0 for the least power for people; -1 where it is not known. */
const rankOf = (question, id) => question.answers.findIndex((answer) => answer.id === id);

/** Each need of a rung: the question, the answer to it (undefined: not known), and the least it wants. */
function needsOf(ladder, rung, record) {
  const needs = ladder.questions.map((question) => ({
    question,
    answer: question.answers[rankOf(question, record[question.id])],
    needed: question.answers[rankOf(question, rung.needs[question.id])],
  }));
  return needs.filter((need) => need.needed);
}

/** Whether a need is met, where an answer that is not known counts as `unknown`. */
function isMet({ question, answer, needed }, unknown) {
  return (answer ? question.answers.indexOf(answer) : unknown) >= question.answers.indexOf(needed);
}

/** The needs of a rung that the known answers do not meet. */
function unmetNeeds(ladder, rung, record) {
  return needsOf(ladder, rung, record).filter((need) => !isMet(need, LEAST));
}

/** The highest rung whose needs are all met; undefined where there is none. */
function highestRung(ladder, record, unknown) {
  const fromTheTop = [...ladder.rungs].reverse();
  return fromTheTop.find((rung) => needsOf(ladder, rung, record).every((need) => isMet(need, unknown)));
}

const numberOf = (rung) => (rung ? rung.number : 0);

/** How far the claimed rung lies above (+) or below (-) the range; null without a claim. */
function gapOf(ladder, record, rung, highest) {
  const claim = ladder.rungs.find(({ id }) => id === record.called);
  if (!claim) return null;
  return Math.max(claim.number - numberOf(highest), 0) + Math.min(claim.number - numberOf(rung), 0);
}

/** The rungs that an activity could move to, from the next one that anyone aims for to the top. */
function goalsAbove(ladder, rung) {
  return ladder.rungs.filter((goal) => goal.goal && goal.number > numberOf(rung));
}

/** Whether a condition of a note holds; an answer that is not known never fits. */
function holds(when, ladder, record, { rung, highest, gap }) {
  const answersFit = ladder.questions.every((question) => {
    const [rank, least, most, exactly] = [record, when.at_least, when.at_most, when.exactly].map((answers) =>
      rankOf(question, answers[question.id]),
    );
    return rank >= least && (most < 0 || (rank >= 0 && rank <= most)) && (exactly < 0 || rank === exactly);
  });
  const range = rung && highest ? ladder.rungs.slice(rung.number - 1, highest.number) : [];
  const rangeFits = range.length > 0 && range.every(({ id }) => when.rungs.includes(id));
  return (
    answersFit &&
    (when.stage.length === 0 || when.stage.includes(record.stage)) &&
    (when.basis === null || when.basis === record.basis) &&
    (when.rungs.length === 0 || rangeFits) &&
    (when.called === null || (when.called === "higher" ? gap > 0 : gap < 0))
  );
}

/**
 * Where an activity is on the ladder, and why.
 *
 * `rung` is what the answers are sure of, `highest` what those not known could make of it; undefined is below
 * the lowest rung. `next` is the step to the next rung that anyone aims for, or to the one with the id `aim`.
 */
function assess(ladder, record, aim) {
  const rung = highestRung(ladder, record, LEAST);
  const highest = highestRung(ladder, record, MOST);
  const found = { rung, highest, gap: gapOf(ladder, record, rung, highest), certain: rung === highest };
  const goals = goalsAbove(ladder, rung);
  const goal = goals.find(({ id }) => id === aim) ?? goals[0];
  return {
    ...found,
    because: rung ? needsOf(ladder, rung, record) : [],
    next: goal ? { rung: goal, needs: unmetNeeds(ladder, goal, record) } : null,
    notes: ladder.notes.filter((note) => note.when.some((when) => holds(when, ladder, record, found))),
  };
}

/** The few tips that help most with needs that are not met, at most `most`, in the ladder's order. */
function tipsFor(ladder, next, most) {
  const wanted = next ? next.needs.map(({ question }) => question.id) : [];
  const use = (tip) => wanted.filter((id) => tip.helps.includes(id)).length;
  const best = ladder.tips
    .filter(use)
    .sort((one, other) => use(other) - use(one))
    .slice(0, most);
  return ladder.tips.filter((tip) => best.includes(tip));
}

/** How far the answers to a question lie apart: 0 for the same one, 1 for the least and the most power. */
function widthOf(question, records) {
  const ranks = records.map((record) => rankOf(question, record[question.id])).filter((rank) => rank >= 0);
  return ranks.length ? (Math.max(...ranks) - Math.min(...ranks)) / (question.answers.length - 1) : 0;
}

/** Questions on which views differ, first the one that keeps the lowest view off the rung of the highest. */
function differences(ladder, records) {
  const places = records.map((record) => ({ record, rung: highestRung(ladder, record, LEAST) }));
  places.sort((one, other) => numberOf(one.rung) - numberOf(other.rung));
  const [lowest, highest] = [places[0], places[places.length - 1]];
  const apart = highest.rung
    ? unmetNeeds(ladder, highest.rung, lowest.record).map(({ question }) => question)
    : [];
  const weight = (question) => widthOf(question, records) + (apart.includes(question) ? 1 : 0);
  return ladder.questions
    .filter((question) => widthOf(question, records) > 0)
    .sort((one, other) => weight(other) - weight(one));
}
