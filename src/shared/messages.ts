/**
 * Every text a user can read, in one place, ready for translation: one section for each part of the lab.
 * Texts are short, friendly and exact. A text with numbers or names is a function.
 */
export const messages = {
  app: {
    name: 'Delta Lab',
  },
  problems: {},
  dataset: {
    twoClasses: ['class 0', 'class 1'],
    empty: 'There are no examples. Add at least one row of inputs and one of targets.',
    emptyRow: 'The first row has no numbers.',
    noFeatures: 'The network sees nothing of the points. Choose at least one input.',
    unpaired: (inputs: number, targets: number) =>
      `There are ${inputs} rows of inputs but ${targets} of targets. Every example needs one of each.`,
    ragged: (row: number, count: number, expected: number) =>
      `Row ${row} has ${count} ${count === 1 ? 'number' : 'numbers'}, the first row has ${expected}.`,
    notFinite: (row: number, column: number, value: string) =>
      `Row ${row}, column ${column}: ${value} is not a number that the lab can compute with (32-bit, finite).`,
    tooMany: (examples: number, limit: number) => `${examples} examples are too many; at most ${limit} fit.`,
    nothingTrains: (examples: number) =>
      `This split leaves none of the ${examples === 1 ? 'single example' : `${examples} examples`} for training. Give the training part a larger share.`,
    inputsDiffer: (data: number, network: number) =>
      `The data have ${data} ${data === 1 ? 'input' : 'inputs'}, but layer 1 has ${network} ${network === 1 ? 'unit' : 'units'}. Give layer 1 ${data}, or choose other inputs.`,
    outputsDiffer: (data: number, network: number) =>
      `The data have ${data} target ${data === 1 ? 'column' : 'columns'}, but the output layer has ${network} ${network === 1 ? 'unit' : 'units'}. Give the output layer ${data}.`,
    classesDiffer: (classes: number, outputs: readonly number[], network: number) =>
      `The data have ${classes} classes, but the output layer has ${network} ${network === 1 ? 'unit' : 'units'}. Give the output layer ${outputs.join(' or ')}.`,
    softmaxOfOne: 'Softmax over a single output always answers 1. Use sigmoid, or one output for each class.',
  },
  training: {},
  network: {},
  charts: {},
  ui: {
    number: 'a number',
    wholeNumber: 'a whole number',
    fromTo: (kind: string, min: string, max: string) => `${kind} from ${min} to ${max}`,
    aboveUpTo: (kind: string, min: string, max: string) => `${kind} above ${min}, up to ${max}`,
    from: (kind: string, min: string) => `${kind} from ${min} on`,
    above: (kind: string, min: string) => `${kind} above ${min}`,
    notANumber: (typed: string, allowed: string) =>
      typed === '' ? `Type ${allowed}.` : `“${typed}” is not a number. Type ${allowed}.`,
    notWhole: (allowed: string) => `Only ${allowed} works here.`,
    outOfRange: (allowed: string) => `Out of range: type ${allowed}.`,
    exactValue: (label: string, value: string) => `${label}: ${value}, type an exact value`,
    close: 'Close',
    cancel: 'Cancel',
  },
  header: {
    label: 'Experiment',
    nameLabel: 'Name of the experiment',
    unsaved: 'Unsaved changes',
    undo: 'Undo',
    redo: 'Redo',
    examples: 'Examples',
    open: 'Open',
    save: 'Save',
    saveAs: 'Save as…',
    toDark: 'Dark theme',
    toLight: 'Light theme',
  },
  session: {
    refused: 'That doesn’t work, so nothing was changed.',
    failed: 'The worker that trains the network has failed.',
  },
  notices: {
    label: 'Messages',
    close: 'Close this message',
  },
  transport: {
    label: 'Training',
    train: 'Train',
    pause: 'Pause',
    stepExample: 'Step example',
    stepBatch: 'Step batch',
    stepEpoch: 'Step epoch',
    reset: 'Reset',
    resetHint: 'Back to exactly the initial weights',
    speed: 'Speed',
    speeds: {
      example1: '1 example a second',
      example5: '5 examples a second',
      epoch1: '1 epoch a second',
      epoch10: '10 epochs a second',
      epoch60: '60 epochs a second',
      full: 'Full speed',
    },
    epoch: 'epoch',
    ofExamples: (position: number, total: number) => `example ${position} of ${total}`,
    rate: (examplesPerSecond: string) => `${examplesPerSecond} examples/s`,
  },
  files: {
    failed: {
      open: 'The file could not be opened. Your experiment is as it was.',
      save: 'The file could not be saved. Your changes are still here, unsaved.',
    },
    failure: (failure: string, detail: string) => {
      const reasons: Readonly<Record<string, string>> = {
        'not-found': 'The file or its folder is gone.',
        'not-permitted': 'You are not allowed to use this file.',
        'read-only': 'The folder or the disk can only be read.',
        'disk-full': 'The disk is full.',
        busy: 'Another program is using the file.',
        'too-large': 'The file is too large for an experiment.',
        'unknown-token': 'The lab has lost track of this file; choose it again.',
      }
      return reasons[failure] ?? detail
    },
    saveElsewhere: 'Save as…',
    notSound: (name: string) => `“${name}” is not a sound experiment. Your own is as it was.`,
  },
  experiments: {},
  cli: {},
  host: {
    experimentFiles: 'Delta Lab experiments',
    allFiles: 'All files',
    replace: {
      message: (name: string) => `“${name}” is there already. Replace it?`,
      replace: 'Replace',
      cancel: 'Cancel',
    },
    unsaved: {
      message: 'Save your changes before the lab closes?',
      detail: 'What you have changed or trained since the last save would be lost.',
      save: 'Save',
      discard: 'Don’t save',
      cancel: 'Cancel',
    },
    menu: {
      file: 'File',
      open: 'Open…',
      save: 'Save',
      saveAs: 'Save as…',
      edit: 'Edit',
      undo: 'Undo',
      redo: 'Redo',
      view: 'View',
    },
  },
  start: {},
}
