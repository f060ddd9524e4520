// Every word that the components say, once for each language. The page's own
// language is taken, `<html lang="…">`, or English where there is no table for it.
//
// A translation copies `en` under its own name. What programs print, and what the
// lab reports, is in the recordings: it is shown as the reader's terminal shows it.
"use strict";

window.poolWords = {
  en: {
    // pool-timeline
    runOf: (name) => `Run of ${name}`,
    timelineHelp: "Timeline: arrow keys step and choose a lane",
    play: "Play",
    pause: "Pause",
    back: "Back",
    step: "Step",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    momentOfRun: "Moment of the run",
    moment: (time, step, of) => `${time}, step ${step} of ${of}`,
    whoNow: "Who does what now",
    output: "What the program prints",
    workers: "workers",
    luck: "Seed or schedule",
    toEnd: "To the end",
    toDeadlock: "To the deadlock",
    begins: "The program begins.",
    report: "What the lab says",

    // Its picture
    states: {
      runs: "can run", works: "works", sleeps: "sleeps", waits: "waits",
      held: "waits", none: "has not begun", ended: "has ended",
    },
    span: (from, to) => `${from} to ${to}`,
    picture: (threads, length) => `${threads} threads, ${length}`,
    steps: (count) => `${count} steps`,
    noLimit: "no limit",
    room: (places) => `room for ${places}`,
    queue: (name, most, room) => `${name}: at most ${most} in it, ${room}`,
    milliseconds: (number) => `${number} ms`,

    // What happens in a run
    starts: (thread) => `starts ${thread}`,
    waits: (reason) => `waits ${reason}`,
    beginsToWork: "begins to work",
    beginsToSleep: "begins to sleep",
    ends: "ends",
    does: (deed, depth) => `${deed} (${depth} in it)`,
    says: (line) => `says: ${line}`,

    // pool-scheduler
    scheduler: "You are the scheduler.",
    schedulerOf: (name) => `You are the scheduler: ${name}`,
    toBreak: (ways) => `There are ${ways} ways to run it. Find one that breaks it.`,
    toSave: (ways) => `There are ${ways} ways to run it, and the natural one fails. Find one that ends well.`,
    toSee: (ways) => `There are ${ways} ways to run it. Is there one that ends well?`,
    whoNext: "Who runs next?",
    whoWhere: "Who has come how far",
    takeBack: "Take back",
    again: "Start again",
    natural: "Natural schedule",
    naturalHelp: "First in, first out, to the end",
    shortest: "Show the shortest way",
    before: (steps) => `… ${steps} steps, then`,
    prints: "prints",
    printed: (line) => `printed ${line}`,
    notBegun: "has not begun",
    first: "the first of several that are ready",
    next: "the next of several that are ready",
    naturalMark: "(natural)",
    choices: (count) => count === 1 ? "1 choice" : `${count} choices`,
    held: (choices) => `It held, after ${choices}. Try to break it.`,
    broken: (choices) => `You broke it, with ${choices}.`,
    naturallyBroken: "It breaks on the natural schedule.",
    saved: (choices) => `You saved it, with ${choices}.`,
    failed: (choices) => `It fails, after ${choices}. Try to save it.`,
    naturallyFailed: "It fails on the natural schedule.",
    hopeless: "It fails, as it does on every schedule: no order of turns saves this program.",
    thatWasShortest: "That was the shortest way.",
    terminal: "In your terminal:",
    anotherWay: "another way",
    unnatural: "← not the natural choice",

    // pool-predict
    yourAnswer: "Your answer",
    answer: "Answer and see",
    show: "Just show me",
    reality: "What really happens",
    answerFirst: "Choose or write an answer first; a guess will do.",
    right: "Yes.",
    wrong: (said, right) => `You said: ${said}. The answer is: ${right}.`,
    compare: (said) => `You said: ${said}. Compare:`,
    tickAll: "Tick all that can happen.",
    allRight: "Yes: these can happen, and no others.",
    notAll: (missed, impossible) => [
      missed && `This can happen too: ${missed}.`,
      impossible && `This cannot: ${impossible}.`,
    ].filter(Boolean).join(" "),
    onNatural: (answer, ways) => `All ${ways} ways to run it were tried. On the natural schedule: ${answer}.`,
  },
};
