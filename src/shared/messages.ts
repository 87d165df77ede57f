const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

/**
 * Every text a user can read, in one place, ready for translation: one section for each part of the lab.
 * Texts are short, friendly and exact. A text with numbers or names is a function.
 */
export const messages = {
  app: {
    name: 'Delta Lab',
    settings: 'Data and settings',
    readings: 'Readings',
  },
  problems: {
    format: 'This is not a Delta Lab experiment: "format" must be "delta-lab-experiment".',
    version: (known: number) => `A whole number belongs here: the format’s version, from 1 to ${known}.`,
    newerVersion: (version: number, known: number) =>
      `The experiment has version ${version}; this Delta Lab reads up to version ${known}. A newer Delta Lab can open it.`,
    plainName: 'Only the plain name of a file works here, without a folder.',
    noSource: 'The imported data themselves are missing.',
    missingField: 'This field is missing.',
    notAnObject: 'An object with named fields belongs here.',
    notAList: 'A list belongs here.',
    notText: 'A text belongs here.',
    notABoolean: 'Only true or false work here.',
    notANumber: 'A number belongs here.',
    notFinite: 'The number must be finite and fit 32 bits.',
    whole: 'Only a whole number works here.',
    between: (low: number, high: number) => `The number must be from ${low} to ${high}.`,
    fromBelow: (low: number, high: number) => `The number must be from ${low} on and below ${high}.`,
    aboveUpTo: (low: number, high: number) => `The number must be above ${low} and at most ${high}.`,
    oneOf: (options: string) => `Only one of these works here: ${options}.`,
    tooLong: (limit: number) => `The text is too long; at most ${limit} characters fit.`,
    tooManyColumns: (limit: number) => `At most ${limit} columns fit.`,
    featureTwice: 'An input is named twice.',
    noLayers: 'A network needs an output layer: give it at least one layer after the inputs.',
    tooManyLayers: (limit: number) => `The network has too many layers; at most ${limit} fit.`,
    tooManyParameters: (count: number, limit: number) =>
      `The network would have ${count.toLocaleString('en')} weights, and training it would take about ${Math.ceil((count * 20) / 1e9)} GB of memory. At most ${limit.toLocaleString('en')} weights fit.`,
    hiddenSoftmax: (layer: number) =>
      `Layer ${layer} is hidden, and softmax works in the output layer only. Choose another activation for it.`,
    softmaxSquaredError:
      'Softmax outputs are compared by cross-entropy, not by squared error. Choose cross-entropy, or sigmoid outputs.',
    crossEntropyNeeds: (activation: string) =>
      `Cross-entropy compares probabilities, and ${activation} outputs are none. Choose sigmoid or softmax outputs, or squared error.`,
    crossEntropyRegression:
      'The targets are values, not classes, so cross-entropy can’t compare them. Choose squared error.',
    targetOutside: (row: number) =>
      `Cross-entropy needs targets from 0 to 1; row ${row} has another. Choose squared error, or mend the row.`,
    targetSum: (row: number) =>
      `With softmax outputs the targets of a row must add up to 1; those of row ${row} don’t.`,
    thetaMissing: 'The initial weights are "given", but there is no theta.',
    thetaCount: (expected: number, found: number) => `This network has ${expected} Θ, but ${found} are given.`,
    thetaRows: (theta: number, expected: number, found: number) =>
      `Θ${theta} needs ${expected} rows, one for each unit it leads to, but has ${found}.`,
    thetaColumns: (theta: number, row: number, expected: number, found: number) =>
      `Row ${row} of Θ${theta} needs ${expected} weights, the bias first, but has ${found}.`,
  },
  dlab: {
    empty: 'The file is empty (0 bytes).',
    entryMissing: 'This part of the file is missing.',
    run: 'How far the training had come is missing or not sound.',
    tensor: 'These numbers are missing, or their shape does not fit the network.',
  },
  json: {
    notJson: 'This is not JSON.',
    tooLarge: 'The description of the experiment is too large.',
    tooDeep: 'Its lists stand in one another more deeply than those of an experiment.',
    tooManyLists: 'It has more lists than an experiment can have.',
    tooManyFields: 'It has more fields than an experiment can have.',
  },
  zip: {
    notAZip: 'This is not a .dlab file, or its end is cut off.',
    zip64: 'The file is a zip for more than 4 GB (zip64); a .dlab file is none.',
    tooManyEntries: (count: number) => `The file holds ${count} parts; a .dlab file holds a handful.`,
    entryTwice: (name: string) => `The part “${name}” comes twice.`,
    foreignName: (name: string) => `The part “${name}” has a name that leads out of the file.`,
    encrypted: (name: string) => `The part “${name}” is encrypted.`,
    entryTooLarge: (name: string) => `Unpacked, the part “${name}” would be larger than it can be.`,
    damagedEntry: (name: string) => `The part “${name}” is damaged.`,
  },
  safetensors: {
    truncated: 'Its end is cut off, or there is more than it says.',
    headerTooLong: 'Its header says that it is longer than a header can be.',
    header: 'Its header is not JSON.',
    tensor: (name: string) => `Type, shape or place of “${name}” is not sound.`,
    overlap: (name: string) => `“${name}” does not begin where the tensor before it ends.`,
  },
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
      `The data have ${data} ${data === 1 ? 'input' : 'inputs'}, but layer 1 has ${network} ${network === 1 ? 'unit' : 'units'}. Set layer 1 to ${data} ${data === 1 ? 'unit' : 'units'}, or choose other inputs.`,
    outputsDiffer: (data: number, network: number) =>
      `The data have ${data} target ${data === 1 ? 'column' : 'columns'}, but the output layer has ${network} ${network === 1 ? 'unit' : 'units'}. Set the output layer to ${data} ${data === 1 ? 'unit' : 'units'}.`,
    classesDiffer: (classes: number, outputs: readonly number[], network: number) =>
      `The data have ${classes} classes, but the output layer has ${network} ${network === 1 ? 'unit' : 'units'}. Set the output layer to ${outputs.join(' or ')} ${outputs.at(-1) === 1 ? 'unit' : 'units'}.`,
    softmaxOfOne: 'Softmax over a single output always answers 1. Use sigmoid, or one output for each class.',
  },
  imported: {
    line: (line: number) => `line ${line}`,
    cell: (line: number, column: string) => `line ${line}, column “${column}”`,
    /** In place of data that an experiment names and doesn’t bring along. */
    notInside: (name: string) =>
      `The experiment uses “${name}”, which is not part of this file. Open a .dlab file, which brings its data along, or import “${name}” under Data.`,
    files: {
      none: 'No file was chosen.',
      tooLarge: (size: number, limit: number) =>
        `The file has ${megabytes(size)}; at most ${megabytes(limit)} fit. Nothing of it was read.`,
      unreadable: 'The file can’t be read. It may have been moved, or another program is using it.',
      tablesAlone: 'A table is imported alone: choose this one file, or IDX files only.',
      experiment: 'This is an experiment of Delta Lab, not data: close this and use Open.',
      otherIdx: 'This is not an IDX file of images (00 00 08 03) or labels (00 00 08 01).',
      imagesMissing: 'The images that these labels belong to are missing. Choose both files together.',
      labelsMissing: 'The labels of these images are missing. Choose both files together.',
      tooManyIdx:
        'This is one file too many: there may be images and labels to train with, and two more with “t10k” or “test” in their names.',
    },
    gzip: {
      damaged: 'The packed file is damaged, or its end is cut off.',
      tooLarge: (limit: number) => `Unpacked, the file has more than ${megabytes(limit)}, and no more fit.`,
    },
    encoding: {
      empty: 'The file is empty.',
      badUtf8: 'Some bytes here are not UTF-8. Save the file as “CSV UTF-8” and choose it again.',
      badUtf16: 'The file says that it is UTF-16, and is not. Save it as “CSV UTF-8” and choose it again.',
      utf16WithoutMark:
        'The file looks like UTF-16 without a byte order mark. Save it as “CSV UTF-8” and choose it again.',
      workbook: 'This is a spreadsheet’s own file, not text. Save it as “CSV UTF-8” and choose that.',
      binary: 'This is not a text file, whatever its name says.',
    },
    table: {
      tooLarge: (limit: number) => `The file is larger than ${megabytes(limit)}, and no more fit.`,
      tooManyColumns: (count: number, limit: number) => `There are ${count} columns; at most ${limit} fit.`,
      tooManyRows: (limit: number) => `There are more than ${limit.toLocaleString('en')} rows, and no more fit.`,
      ragged: (count: number, expected: number) =>
        `This row has ${count} ${count === 1 ? 'cell' : 'cells'}, and the first line has ${expected}.`,
      headerOnly: 'There are names of columns and no rows below them.',
      oneColumn:
        'There is only one column, and at least two are needed: an input and a target. Commas, semicolons, tabs or bars (|) part columns.',
      unnamed: (column: number) => `column ${column}`,
      faults: {
        unclosed: 'A quotation mark opens here and never closes.',
        'after-quote':
          'More text comes behind a closing quotation mark. A quotation mark inside a quoted cell is written twice.',
      },
    },
    use: {
      noInputs: (empty: readonly string[]) =>
        empty.length === 0
          ? 'Choose at least one column as an input.'
          : `There is no input: the ${empty.length === 1 ? 'column' : 'columns'} ${empty
              .slice(0, 5)
              .map((name) => `“${name}”`)
              .join(
                ', ',
              )}${empty.length > 5 ? ' …' : ''} ${empty.length === 1 ? 'is' : 'are'} empty. Fill the cells, or choose another column.`,
      otherDecimal: (cell: string, comma: boolean) =>
        comma
          ? `“${cell}” has a decimal point, but the numbers of this table have a decimal comma, as in 1,5. Write all of them in one way.`
          : `“${cell}” has a decimal comma, but the numbers of this table have a decimal point, as in 1.5. Write all of them in one way.`,
      twoReadings: (cell: string, whole: string, decimal: string) =>
        `“${cell}” may mean ${whole} or ${decimal}. Write it as one of them.`,
      thousands: (cell: string, comma: boolean) =>
        `“${cell}” has a thousands separator. Leave it out, as in ${comma ? '1234,5' : '1234.5'}.`,
      noSuchColumn: (column: string, file: string, all: readonly string[]) =>
        `There is no column “${column}” in “${file}”. There ${all.length === 1 ? 'is' : 'are'}: ${all.slice(0, 20).join(', ')}${all.length > 20 ? ' …' : ''}.`,
      inputIsTarget: (column: string) => `“${column}” is the target, so it can’t be an input too.`,
      inputTwice: (column: string) => `“${column}” is named twice.`,
      manyTexts: (column: string) =>
        `“${column}” has more than 256 different texts: too many for an input each. Leave it out.`,
      manyClasses: (column: string) => `“${column}” has more than 256 different values: too many for classes.`,
      manyInputs: (count: number, limit: number) => `These columns make ${count} inputs; at most ${limit} fit.`,
      emptyTarget: (column: string) => `Every cell of “${column}” is missing, so there is nothing to learn.`,
      textTarget: (column: string) => `“${column}” holds texts, which are classes, not values.`,
      notANumber: (cell: string) =>
        `“${cell.length > 40 ? `${cell.slice(0, 40)}…` : cell}” is not a number that the lab can compute with (32-bit, finite). Mend the cell, or leave it empty where the value is missing.`,
      noRows: (file: string) =>
        `No row of “${file}” has a target and all inputs. Fill the gaps with means, or leave out a column.`,
      category: (column: string, category: string) => `${column} = ${category}`,
      scaled: (column: string) => `${column}, scaled`,
    },
    idx: {
      tooLarge: (limit: number) => `The file is larger than ${megabytes(limit)}, and no more fit.`,
      bytes: (first: number, last: number) => `bytes ${first} to ${last}`,
      example: (example: number) => `example ${example}`,
      notImages: 'This is not an IDX file of images: it should begin with 00 00 08 03.',
      notLabels: 'This is not an IDX file of labels: it should begin with 00 00 08 01.',
      none: 'The file holds no examples.',
      tooMany: (count: number, limit: number) =>
        `The file says that it holds ${count.toLocaleString('en')} examples; at most ${limit.toLocaleString('en')} fit.`,
      pictureSize: (rows: number, columns: number, limit: number) =>
        `Its pictures have ${rows} × ${columns} pixels; at least 1 and at most ${limit.toLocaleString('en')} pixels fit.`,
      length: (expected: number, found: number) =>
        `By its header the file has ${expected.toLocaleString('en')} bytes, but there are ${found.toLocaleString('en')}.`,
      unpaired: (images: number, labels: number) =>
        `There are ${labels.toLocaleString('en')} labels for ${images.toLocaleString('en')} images. They must belong together.`,
      otherSize: (rows: number, columns: number, wantedRows: number, wantedColumns: number) =>
        `The test pictures have ${rows} × ${columns} pixels, those to train with ${wantedRows} × ${wantedColumns}.`,
      strayLabel: (label: number) => `The label ${label} never occurs in the training part.`,
      pixel: (row: number, column: number) => `p${row},${column}`,
      ownSplit: (train: number, examples: number) =>
        `These files bring their own test part, so ${train} of ${examples} examples train. Give exactly that share.`,
    },
  },
  data: {
    heading: 'Data',
    gallery: 'Data sets',
    datasets: {
      circle: 'Circle',
      xorQuadrants: 'Exclusive or',
      gauss: 'Gaussian',
      spiral: 'Spiral',
      plane: 'Plane',
      multiGauss: 'Multi Gaussian',
      and: 'AND',
      or: 'OR',
      xor: 'XOR',
      xnor: 'XNOR',
      iris: 'Iris',
      digits: 'Digits',
      own: 'Own data',
    },
    /** What a tile's data are, in its tooltip. */
    about: {
      twoClasses: 'two classes of points',
      value: 'a value to predict at each point',
      gate: 'a truth table of four rows',
      iris: '150 flowers, 4 lengths, 3 species',
      digits: '1797 handwritten digits, 8 × 8 pixels',
      imported: (examples: number) =>
        `${examples === 1 ? '1 example' : `${examples.toLocaleString('en')} examples`} of your own`,
      own: (examples: number) => `${examples === 1 ? '1 example' : `${examples} examples`} of this experiment`,
    },
    tile: (name: string, about: string) => `${name}: ${about}`,
    yours: {
      button: 'Your data…',
      change: 'Change…',
      changeName: (name: string) => `Change how “${name}” is used`,
      title: 'Your data',
      drop: 'Drop files here',
      dropHint: 'CSV, TSV, or IDX files (MNIST)',
      choose: 'Choose files…',
      other: 'Other files…',
      accepted:
        'A table with a row for each example (CSV or TSV, up to 32 MB), or pictures and their labels as MNIST is published (IDX, packed or not). Files are read here and sent nowhere; a saved experiment brings its data along.',
      reading: (name: string) => `Reading ${name} …`,
      filesNamed: (count: number) => `${count} files`,
      refused: 'These files can’t be imported. Nothing was changed.',
      cantYet: 'This can’t be imported yet:',
      moreProblems: (count: number) => `and ${count.toLocaleString('en')} more`,
      ignoreFaulty: (count: number) =>
        count === 1 ? 'Ignore the column with the problem' : `Ignore the ${count} columns with problems`,
      import: 'Import',
      apply: 'Apply',
      header: 'The first line holds names',
      readingAgain: 'Reading it again …',
      shape: (rows: number, columns: number) =>
        `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}, ${columns.toLocaleString('en')} columns`,
      delimiters: {
        ',': 'separated by commas',
        ';': 'separated by semicolons',
        '\t': 'separated by tabs',
        '|': 'separated by bars (|)',
      },
      decimalComma: 'numbers like 1,5',
      preview: (shown: number) => (shown === 1 ? 'Columns and the only row' : `Columns and the first ${shown} rows`),
      kinds: { number: 'number', text: 'text' },
      different: (count: number) => (count > 256 ? 'over 256 different' : `${count} different`),
      missingCells: (count: number) => `${count.toLocaleString('en')} missing`,
      missingCell: 'missing',
      oddCell: 'not a number',
      role: (column: string) => `Role of “${column}”`,
      roles: { input: 'Input', categories: 'Input, as categories', target: 'Target', ignored: 'Ignored' },
      targetStays: 'To change this, make another column the target.',
      moreColumns: (count: number, inputs: number) =>
        `${count.toLocaleString('en')} more columns, ${inputs.toLocaleString('en')} of them inputs`,
      target: 'Target',
      targetKind: 'The target is',
      targetKinds: { class: 'a class', value: 'a value' },
      targetKindHints: {
        class: 'Each different entry is a class to tell from the others',
        value: 'A number to predict',
      },
      scale: 'Scale inputs',
      targetScale: 'Scale target',
      scales: { none: 'as they are', standard: 'standard', 'min-max': 'min–max' },
      scaleHints: {
        none: 'Numbers as the file has them',
        standard: 'Mean 0 and deviation 1 over the training part',
        'min-max': 'From 0 to 1 over the training part',
      },
      missing: 'Missing values',
      missings: { skip: 'leave rows out', mean: 'fill with mean' },
      missingHints: {
        skip: 'A row that lacks an input is not used',
        mean: 'The mean over the training part; of texts, each one’s share',
      },
      used: (used: number, rows: number) =>
        used === rows
          ? `${rows === 1 ? 'The only row is' : `All ${rows.toLocaleString('en')} rows are`} used`
          : `${used.toLocaleString('en')} of ${rows.toLocaleString('en')} rows are used`,
      leftOut: (withoutTarget: number, withoutInput: number) => {
        const rowsWith = (count: number, what: string): string[] =>
          count > 0 ? [`${count.toLocaleString('en')} ${count === 1 ? 'has' : 'have'} ${what}`] : []
        const parts = [...rowsWith(withoutTarget, 'no target'), ...rowsWith(withoutInput, 'missing values')]
        return parts.length > 0 ? `; ${parts.join(' and ')}.` : '.'
      },
      networkSees: (inputs: number, outputs: string) =>
        `The network gets ${inputs.toLocaleString('en')} ${inputs === 1 ? 'input' : 'inputs'} and answers with ${outputs}.`,
      answers: (classes: number) =>
        classes === 0 ? 'a value' : classes === 1 ? 'one class' : `one of ${classes} classes`,
      balance: 'Class balance',
      share: (count: number, percent: string) => `${count.toLocaleString('en')} · ${percent} %`,
      evenShare: (percent: string) => `The line is at an even share: ${percent} %.`,
      moreClasses: (count: number) => `and ${count} more`,
      range: (low: string, high: string, mean: string) => `Values from ${low} to ${high}, mean ${mean}`,
      pictures: (count: number, rows: number, columns: number) =>
        `${count.toLocaleString('en')} pictures of ${rows} × ${columns} pixels`,
      ownTest: (train: number, test: number) =>
        `${train.toLocaleString('en')} training and ${test.toLocaleString('en')} test examples, as these files say.`,
      firstPictures: (labels: string) => `The first pictures: ${labels}`,
      warnings: 'Worth a look',
      unsureSign: (columns: readonly string[], sample: string, decimalComma: boolean) =>
        `Numbers like “${sample}” (“${columns[0]}”${columns.length > 1 ? ` and ${columns.length - 1} more` : ''}) are read as decimals. If this one means ${sample.replace(/[.,]/, '')}, take the ${decimalComma ? 'comma' : 'point'} out in the file and choose it again.`,
      of: { rows: 'row', pictures: 'picture' },
      oneClass: (name: string, of: string) => `Every ${of} has the class “${name}”: there is nothing to tell apart.`,
      absentFromTraining: (names: readonly string[], of: string) =>
        `No ${of} of ${classesNamed(names)} is in the training part, so the network can’t learn to answer it. Try another split or seed.`,
      /** `isDrawn`: another seed may help. */
      absentFromTest: (names: readonly string[], of: string, isDrawn: boolean) =>
        `No ${of} of ${classesNamed(names)} is in the test part, so nothing tests it.${isDrawn ? ' Try another split or seed.' : ''}`,
      constant: (column: string) => `“${column}” is the same in every row, so it says nothing.`,
      renamed: (from: string, name: string) => `Two columns are called “${from}”; the later one is “${name}” here.`,
      numberTexts: (column: string, sample: string, decimalComma: boolean) =>
        `“${column}” counts as text because of cells like “${sample}”. To use its numbers, write them like ${decimalComma ? '1234,5' : '1234.5'}.`,
      rowNumberIgnored: (column: string) => `“${column}” only numbers the rows, so it is ignored.`,
      rowNumberSeen: (column: string) =>
        `“${column}” seems only to number the rows. A network that sees it may learn the rows by heart: if it means nothing else, ignore it.`,
      noHeader: 'The first line counts as data, so the columns are numbered.',
      moreWarnings: (count: number) => `and ${count} more like these`,
    },
    noise: 'Noise',
    split: 'Train / test',
    splitCounts: (train: number, test: number) => `${train} / ${test}`,
    samples: 'Samples',
    drawAgain: 'Draw other points',
    splitAgain: 'Shuffle the split',
    inputsHeading: 'Inputs',
    features: {
      x1: 'x1',
      x2: 'x2',
      'x1^2': 'x1 squared',
      'x2^2': 'x2 squared',
      'x1*x2': 'x1 times x2',
      'sin(x1)': 'sine of x1',
      'sin(x2)': 'sine of x2',
    },
    lastFeature: 'The network needs at least one input.',
    pixels: (rows: number, columns: number) => `${rows} × ${columns} pixels, from 0 (white) to 1 (black)`,
    columns: (names: readonly string[]) =>
      names.length > 6 ? `${names.length} columns: ${names[0]} to ${names.at(-1)}` : names.join(', '),
    fitted: {
      title: 'The network was fitted to the data.',
      inputs: (units: number) => `Layer 1 has ${units} ${units === 1 ? 'unit' : 'units'} now: one for each input.`,
      outputPerClass: (units: number) => `The output layer has ${units} units now: one for each class.`,
      outputs: (units: number, task: 'classification' | 'regression') => {
        if (units > 1) return `The output layer has ${units} units now: one for each target.`
        return task === 'classification'
          ? 'The output layer has 1 unit now: two classes need no more.'
          : 'The output layer has 1 unit now: there is one value to predict.'
      },
      activation: {
        sigmoid: 'The output is sigmoid now: a probability between 0 and 1.',
        tanh: 'The output is tanh now: the classes are −1 and +1.',
        relu: 'The output is ReLU now.',
        'leaky-relu': 'The output is leaky ReLU now.',
        linear: 'The output is linear now: the targets can be any number.',
        softmax: 'The outputs are softmax now: probabilities of the classes that add up to 1.',
      },
      cost: {
        'cross-entropy': 'The cost is cross-entropy now: it measures probabilities.',
        'squared-error': 'The cost is the squared error now: these outputs are no probabilities.',
      },
      theta: 'The given weights no longer fit, so new ones are drawn.',
    },
  },
  trainer: {
    outOfMemory: 'There is not enough memory for this network. Take fewer units or layers.',
    tooLarge: (bytes: number, limit: number) =>
      `Training this network on these data would take about ${(bytes / 1e9).toFixed(1)} GB of memory; at most ${(limit / 1e9).toFixed(1)} GB fit. Take fewer units, layers or examples.`,
    otherNetwork: (found: number, expected: number) =>
      `The saved weights are of another network: there are ${found}, and this one has ${expected}.`,
    otherOptimizer: 'The saved state is of another optimizer.',
    badProgress: 'The saved progress is not a count of epochs, examples and steps that this data can have.',
    badHistory: 'The saved history does not belong to this network and progress.',
  },
  training: {
    heading: 'Training',
    cost: 'Cost',
    costs: { 'cross-entropy': 'cross-entropy', 'squared-error': 'squared error' },
    optimizer: 'Optimizer',
    optimizers: { sgd: 'gradient descent', momentum: 'momentum', rmsprop: 'RMSProp', adam: 'Adam' },
    optimizerHints: {
      sgd: 'θ ← θ − α∇',
      momentum: 'keeps part of the last step',
      rmsprop: 'own pace for each weight, α ≈ 0.01',
      adam: 'momentum and own pace, α ≈ 0.01',
    },
    learningRate: 'Learning rate',
    momentum: 'Momentum',
    decay: 'Decay ρ',
    beta1: 'Decay β₁',
    beta2: 'Decay β₂',
    epsilon: 'Guard ε',
    batch: 'Batch',
    wholeBatch: (examples: number) => `all ${examples}`,
    shuffle: 'New order each epoch',
    l1: 'Regularisation L1',
    l2: 'Regularisation L2',
    lambda: (l2: string, lambda: string) => `${l2} · λ ${lambda}`,
    initialization: 'Weights',
    initializations: {
      'xavier-uniform': 'Xavier, uniform',
      'xavier-normal': 'Xavier, normal',
      'he-uniform': 'He, uniform',
      'he-normal': 'He, normal',
      uniform: 'uniform',
      zeros: 'all zero',
      given: 'given',
    },
    initializationHints: {
      'xavier-uniform': 'suits sigmoid and tanh',
      'xavier-normal': 'suits sigmoid and tanh',
      'he-uniform': 'suits ReLU',
      'he-normal': 'suits ReLU',
      uniform: 'the same range in every layer',
      zeros: 'see symmetry fail',
      given: 'as they were typed or opened',
    },
    range: 'Range ±',
    seed: 'Seed',
    newSeed: 'New seed',
    more: 'More settings',
  },
  network: {
    label: 'Network',
    direction: 'Arithmetic',
    directions: { forward: 'Forward', backward: 'Backward' },
    directionHints: { forward: 'How z and a came about', backward: 'How δ came about' },
    edgesShow: 'edges show',
    quantityHints: {
      theta: 'The weights',
      flow: 'What each edge sends back: its weight times the δ on its right',
      gradient: 'How the cost changes with each weight, over the last batch',
    },
    legend: 'Wide is large; blue and solid is positive, orange and dashed is negative.',
    drawing: 'Units',
    layer: (layer: number, layers: number) =>
      layer === 1 ? 'layer 1 · inputs' : layer === layers ? `layer ${layer} · output` : `layer ${layer}`,
    layerShort: (layer: number) => `layer ${layer}`,
    moreLayers: { left: 'More layers to the left', right: 'More layers to the right' },
    addLayer: (after: number) => `Add a layer after layer ${after}`,
    removeLayer: (layer: number) => `Remove layer ${layer}`,
    addUnit: (layer: number) => `Add a unit to layer ${layer}`,
    removeUnit: (layer: number) => `Remove a unit from layer ${layer}`,
    unitsOf: (layer: number) => `Units of layer ${layer}`,
    drawnAgain: 'The given weights no longer fit this network, so new ones are drawn.',
    unitCount: (units: number) => (units === 1 ? '1 unit' : `${units.toLocaleString('en')} units`),
    activationOf: (layer: number) => `Activation of layer ${layer}`,
    activations: {
      sigmoid: 'sigmoid',
      tanh: 'tanh',
      relu: 'ReLU',
      'leaky-relu': 'leaky ReLU',
      linear: 'linear',
      softmax: 'softmax',
    },
    activationFormula: {
      sigmoid: 'sigmoid(z)',
      tanh: 'tanh(z)',
      relu: 'max(0, z)',
      'leaky-relu': 'max(0.01 z, z)',
      linear: 'z',
      softmax: 'softmax(z)',
    },
    costFollowed: (cost: 'cross-entropy' | 'squared-error') =>
      cost === 'cross-entropy'
        ? 'The cost is cross-entropy now: it measures probabilities.'
        : 'The cost is the squared error now: these outputs are no probabilities.',
    biasUnit: (layer: number) => `Bias unit of layer ${layer}: always +1`,
    unit: (unit: number, layer: number) => `Unit ${unit} of layer ${layer}`,
    input: (unit: number, name: string) => `Input ${unit}, ${name}`,
    inputWithNumber: (unit: number, name: string, a: string) => `Input ${unit}, ${name}: ${a}`,
    unitWithNumbers: (unit: number, layer: number, z: string, a: string, delta: string) =>
      `Unit ${unit} of layer ${layer}: z ${z}, a ${a}, δ ${delta}`,
    notComputed: 'not computed yet',
    answerAndCost: (h: string, y: string, cost: string) => `h ${h} · y ${y} · cost ${cost}`,
    answer: (h: string, y: string) => `h ${h} · y ${y}`,
    cost: (cost: string) => `cost ${cost}`,
    ownAnswer: (h: string, own: string, name: string) => `h ${h} = ${own} ${name}`,
    ownTarget: (y: string, own: string) => `y ${y} = ${own}`,
    moreUnits: (hidden: number) => `⋮ ${hidden.toLocaleString('en')} more`,
    heat: (layer: number, units: number, known: number, showsDelta: boolean) =>
      `${showsDelta ? '|δ|' : 'Activations'} of ${known < units ? `the ${known.toLocaleString('en')} computed of ` : 'all '}${units.toLocaleString('en')} units of layer ${layer} as a picture`,
    arithmetic: 'Arithmetic of the unit',
    hint: 'Point at a unit to see how its numbers come about; a click keeps it. By keyboard: Tab to a unit, then the arrow keys.',
    inputHint: 'An input comes from the data: nothing is computed here, and it has no δ.',
    outputDelta: 'the derivative of the cost; the lecture says y − a, with the opposite sign',
    hiddenTerms: (count: number) => `… ${count.toLocaleString('en')} more terms …`,
    editWeight: (layer: number, row: number, column: number) =>
      column === 0
        ? `Change Θ${layer}: from the bias unit to unit ${row}`
        : `Change Θ${layer}: from unit ${column} to unit ${row}`,
    dragToChange: 'Drag sideways to change',
    newValue: 'New value',
  },
  microscope: {
    tabs: { label: 'Panels', train: 'Train', microscope: 'Microscope' },
    label: 'Microscope',
    card: 'Formulas of the step',
    notation: 'Notation',
    notations: { ng: 'Θ a δ', wb: 'W, b', pytorch: 'PyTorch' },
    notationHints: {
      ng: 'As the course writes it: units count from 1, the bias unit is 0',
      wb: 'Weights W and biases b, layers in brackets',
      pytorch: 'As a PyTorch script names it, counting from 0',
    },
    phases: {
      inputs: 'x',
      forward: 'forward',
      cost: 'cost',
      backward: 'backward',
      update: 'update',
    },
    steps: 'Steps',
    stepOf: (step: number, count: number) => `step ${step.toLocaleString('en')} of ${count.toLocaleString('en')}`,
    back: 'Back',
    next: 'Next',
    play: 'Play',
    stop: 'Stop',
    phaseHint: (phase: string) => `Go to ${phase}`,
    running: 'The network is training. Pause to take a step apart.',
    waiting: 'Waiting for the first numbers.',
    biasToo: (delta: string) => `${delta} of bias units too`,
    allTerms: 'all terms',
    biasUnit: 'the bias unit',
    copyLatex: 'Copy LaTeX',
    copyText: 'Copy all steps as text',
    print: 'Print all steps',
    short: { latex: 'LaTeX', text: 'text', print: 'Print' },
    copied: 'Copied.',
    notCopied: 'The clipboard can’t be used here.',
    hiddenTerms: (count: number) => `… ${count.toLocaleString('en')} more …`,
    worked: {
      example: (example: number, all: number, trains: boolean) =>
        `Example ${example.toLocaleString('en')} of ${all.toLocaleString('en')}, a ${trains ? 'training' : 'test'} example`,
      own: 'An example that was typed in',
    },
    omittedSteps: (count: number) => (count === 1 ? 'and 1 more step' : `and ${count.toLocaleString('en')} more steps`),
    hiddenWeights: (count: number) => `… ${count.toLocaleString('en')} more weights …`,
    moreInputs: (count: number) => `and ${count.toLocaleString('en')} more inputs`,
    weightedSum: (delta: string) => `weighted sum of ${delta}`,
    inHand: {
      mark: '(in hand)',
      others: 'All of it is with the number in your hand; only the slope under Nudge is where it stood.',
      update: 'The update is without the number in your hand: nothing is trained on a moved network.',
    },
    biasDiscarded: 'the bias unit’s: computed, and discarded, since no weight leads to it',
    sumNote: 'Backward is like forward, from right to left: deltas weighted by the edges. The gate comes next.',
    gateNote: (slope: number) =>
      !Number.isFinite(slope)
        ? 'The numbers are no longer finite.'
        : slope === 0
          ? 'The gate g′ is shut: nothing of it gets through.'
          : slope >= 1
            ? 'The gate g′ is wide open: all of it gets through.'
            : `The gate g′ lets ${slope >= 0.1 ? Math.round(slope * 100) : Number((slope * 100).toPrecision(2))} % of it through.`,
    likeSquaredError: 'Think of it as a squared error:',
    lectureSays: 'The lecture says',
    bothSigns:
      'Both are the error of the answer. δ is ∂cost/∂z, so its sign says which way the cost rises; y − a has the opposite sign: the way z should go.',
    signAndGate:
      'The lecture’s y − a goes with cross-entropy. Under squared error δ has the factor g′ besides: an output that is wrong but saturated hardly learns.',
    gradientNote: 'Each weight’s share: the δ it leads to, times the a it comes from.',
    updateNote: 'What this example alone would do, as “Step example” does it.',
    updateWithPenalty: 'What this example alone would do, as “Step example” does it; ∂J/∂θ includes regularisation.',
    titles: {
      inputs: 'The example',
      forward: ({ z, a }: { readonly z: string; readonly a: string }, unit: number, layer: number) =>
        `${z} and ${a} of unit ${unit}, layer ${layer}`,
      cost: 'The cost of this example',
      outputDelta: (delta: string, unit: number, layer: number) => `${delta} of output ${unit}, layer ${layer}`,
      sum: (delta: string, unit: number, layer: number) =>
        `${delta} of unit ${unit}, layer ${layer} · 1: the weighted sum`,
      gate: (delta: string, unit: number, layer: number) => `${delta} of unit ${unit}, layer ${layer} · 2: the gate`,
      gradient: (unit: number, layer: number) => `Gradients of the weights to unit ${unit}, layer ${layer}`,
      update: (unit: number, layer: number) => `Update of the weights to unit ${unit}, layer ${layer}`,
    },
    sentences: {
      plus: ' plus ',
      product: (theta: string, factor: string) => `${theta} times ${factor}`,
      inputs: (x: readonly string[], y: readonly string[], more: number) =>
        `The example has inputs ${x.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}, and should answer ${y.join(', ')}.`,
      forward: (
        { unit, layer }: { unit: number; layer: number },
        z: string,
        terms: string,
        activation: string,
        a: string,
      ) => `z of unit ${unit} in layer ${layer} is ${z}: ${terms}. a is ${activation} of z, ${a}.`,
      cost: (cost: string, squared: string | null) =>
        `The cost of this example is ${cost}${squared === null ? '' : `; as a squared error, ${squared}`}.`,
      outputDelta: (
        { unit, layer }: { unit: number; layer: number },
        delta: string,
        a: string,
        y: string,
        slope: string | null,
      ) =>
        `delta of output ${unit} in layer ${layer} is ${delta}: its answer ${a} less ${y}, what it should be${slope === null ? '' : `, times g prime ${slope}`}.`,
      sum: ({ unit, layer }: { unit: number; layer: number }, sum: string, terms: string) =>
        `${sum} reaches unit ${unit} in layer ${layer}: ${terms}.`,
      gate: ({ unit, layer }: { unit: number; layer: number }, delta: string, terms: string, slope: string) =>
        `delta of unit ${unit} in layer ${layer} is ${delta}: ${terms}, times g prime ${slope}.`,
      gradient: (
        { unit, layer }: { unit: number; layer: number },
        delta: string,
        weights: readonly { readonly from: number; readonly gradient: string }[],
      ) =>
        `Gradients of the weights to unit ${unit} in layer ${layer}, delta ${delta} times each a: ${weights
          .map(({ from, gradient }) => `from ${from === 0 ? 'the bias unit' : `unit ${from}`}: ${gradient}`)
          .join(', ')}.`,
      update: (
        { unit, layer }: { unit: number; layer: number },
        /** Where the optimizer counts its updates. */
        count: number | null,
        weights: readonly {
          readonly from: number
          readonly kept: readonly { readonly name: string; readonly value: string }[]
          readonly before: string
          readonly after: string
        }[],
      ) =>
        `The update${count === null ? '' : ` number ${count}`} of the weights to unit ${unit} in layer ${layer}: ${weights
          .map(({ from, kept, before, after }) =>
            [
              `from ${from === 0 ? 'the bias unit' : `unit ${from}`}`,
              [...kept.map(({ name, value }) => `${name} ${value}`), `${before} becomes ${after}`].join(', '),
            ].join(': '),
          )
          .join('; ')}.`,
    },
    kept: {
      sgd: [],
      momentum: ['velocity'],
      rmsprop: ['mean square'],
      adam: ['mean gradient', 'mean square'],
    },
    own: {
      label: 'Own example',
      hint: 'Type your own x and y in place of an example of the data',
      input: (name: string) => `Input ${name}`,
      target: (name: string) => `Target ${name}`,
      /** Below a number in its own units. */
      seenAs: (value: string) => `seen as ${value}`,
      answer: (answer: string, h: string) => `Answer: ${answer} (h ${h})`,
      answerLater: 'The answer stands here once the steps have come to the output.',
    },
    nudge: {
      heading: 'Nudge',
      hint: 'Take one number in hand and drag it: everything to its right moves, every δ with it, and the cost moves along the slope.',
      kind: 'What to nudge',
      weight: 'Weight',
      axis: 'cost(i)',
      broken: 'This number is no longer finite, so there is nothing to move.',
      value: 'Value',
      release: 'Let go',
      slope: 'slope',
      slopeHint: 'By backpropagation, where the number stands by itself: the slope of the tangent',
      measured: 'measured',
      measuredHint: '(cost(value + h) − cost(value − h)) / 2h',
      corner: 'a corner',
      now: 'now',
      moved: 'moved by',
      costMoved: 'cost moved',
      linear: 'slope · Δ',
      bend: 'bend',
      bendHint: 'What is left is the bend of the curve: the tangent is straight',
      aloud: (name: string, value: string, cost: string) => `${name} ${value}, cost ${cost}`,
      plot: (name: string, slope: string) => `The cost along ${name}; the tangent at its own value has slope ${slope}`,
    },
    check: {
      heading: 'Gradient check',
      run: 'Check every θ',
      verdict: (agree: number, all: number) =>
        agree === all
          ? `all ${all.toLocaleString('en')} agree`
          : `${agree.toLocaleString('en')} of ${all.toLocaleString('en')} agree`,
      sample: (checked: number, all: number) =>
        `${checked.toLocaleString('en')} of ${all.toLocaleString('en')} weights were checked, spread evenly.`,
      skipped: (count: number) =>
        `${count === 1 ? '1 weight has' : `${count.toLocaleString('en')} weights have`} no slope here: a ReLU unit stands at its corner.`,
      weight: 'weight',
      analytic: 'backprop',
      numeric: 'measured',
      error: 'error',
      all: (count: number) => `Show all ${count.toLocaleString('en')}`,
      worst: (count: number) => `Show the ${count.toLocaleString('en')} worst`,
      fewer: 'Show fewer',
      hint: 'Backpropagation against (cost(θ + h) − cost(θ − h)) / 2h, for this example.',
    },
    pulls: {
      heading: 'Tug-of-war',
      hint: 'How the cost of each example changes with one weight; a step moves the weight the other way. Click a bar to look at its example.',
      scope: 'Examples',
      scopes: { 'next-batch': 'next batch', training: 'all' },
      weight: 'Weight',
      mean: (count: number) => `mean of ${count.toLocaleString('en')}`,
      penalty: 'regularisation',
      bar: (example: number, pull: string) => `Example ${example.toLocaleString('en')}: ∂cost/∂θ ${pull}`,
      plot: (weight: string) => `Pulls at ${weight}: arrow keys go through the examples, Enter looks at one`,
      first: (count: number, all: number) =>
        `The first ${count.toLocaleString('en')} of ${all.toLocaleString('en')} examples.`,
    },
    gate: (slope: string) => `g′ ${slope}`,
    cancels: (positive: string, negative: string, sum: string) =>
      `θ·δ that arrives: ${positive} and ${negative}, together ${sum}`,
  },
  charts: {
    label: 'Readings of the run',
    train: 'train',
    test: 'test',
    epoch: 'epoch',
    epochZero: 'epoch 0',
    cost: {
      name: 'Cost',
      logarithmic: 'log',
      logarithmicHint: 'Logarithmic scale',
      waiting: 'No cost yet.',
      /** Read by screen readers, and by whoever wants the exact place of the run. */
      summary: (epoch: string, train: string, test: string | null) =>
        `Epoch ${epoch}: training cost ${train}${test === null ? '' : `, test cost ${test}`}`,
      batches: 'batches',
      range: (low: string, high: string) => `${low} – ${high}`,
      keys: 'Arrow keys read the cost epoch by epoch.',
    },
    deltas: {
      name: 'Delta magnitudes',
      title: 'per unit',
      scale: 'mean over the epoch, log',
      bands: (layers: number) => `median and range, ${layers} layers`,
      waiting: 'After the first epoch: how large each unit’s δ was.',
      before: (epoch: string) => `Epoch ${epoch}: nothing has trained yet, so there is no δ to show`,
      summary: (epoch: string, units: readonly string[]) => `Epoch ${epoch}: mean |δ| ${units.join(', ')}`,
      ofUnit: (unit: string, value: string) => `${unit} ${value}`,
      summaryOfMany: (epoch: string, count: string, largest: string, smallest: string) =>
        `Epoch ${epoch}: mean |δ| of ${count} units, largest ${largest}, smallest ${smallest}`,
      legend: 'Units',
      unit: (unit: number, layer: number) => `δ of unit ${unit}, layer ${layer}`,
      layer: (layer: number) => `layer ${layer}`,
      median: 'median',
      keys: 'Left and right arrow keys read the values epoch by epoch, up and down choose a unit.',
    },
    map: {
      boundary: 'Decision boundary',
      answer: (x1: string, x2: string) => `Answer over ${x1} and ${x2}`,
      answerFor: (output: string) => `Answer for ${output}`,
      unit: (unit: number, layer: number) => `Unit ${unit}, layer ${layer}`,
      description: (title: string, low: string, high: string, boundary: string) =>
        `${title}: values from ${low} to ${high}; the line stands at ${boundary}.`,
      waiting: 'The map comes with the first numbers.',
      value: (value: string, own: string | null) => `a = ${value}${own === null ? '' : ` = ${own}`}`,
      place: (x1: string, x2: string) => `at (${x1}, ${x2})`,
      example: (number: string, label: string) => `example ${number} · ${label}`,
      target: (value: string) => `y = ${value}`,
      outputs: 'Output',
      trains: 'training example',
      tests: 'test example',
      above: (border: string) => `y > ${border}`,
      upTo: (border: string) => `y ≤ ${border}`,
      someShown: (shown: string, all: string) => `${shown} of ${all} points`,
    },
    example: {
      label: 'Example',
      number: 'Number of the example',
      previous: 'Previous example',
      next: 'Next example',
      of: (total: string) => `of ${total}`,
      latest: 'follow',
      latestHint: 'Follow training: show the example that trained last',
      trains: 'training example',
      tests: 'test example',
      picture: (label: string) => `The picture of the example, a ${label}`,
      is: 'is',
      answered: 'answered',
      outputs: 'Outputs',
      output: (name: string, value: string, isTrue: boolean) => `${name}: ${value}${isTrue ? ', the true class' : ''}`,
      right: 'right',
      wrong: 'wrong',
      cost: (value: string) => `cost(i) ${value}`,
      values: 'Values',
      off: 'off by',
    },
    accuracy: {
      label: 'Accuracy',
      rightOnTest: 'right on test',
      rightOnTrain: 'right on training',
      train: (share: string) => `${share} on training`,
      confusion: 'Confusion matrix',
      confusionOfTest: 'Test part, true class by row, answer by column',
      confusionOfTrain: 'Training part, true class by row, answer by column',
      answered: 'answered',
    },
    /** What accuracy is for classes, for values to predict. */
    error: {
      label: 'Mean absolute error',
      offOnTest: 'off on average, on test',
      offOnTrain: 'off on average, on training',
      train: (error: string) => `${error} on training`,
      measure: (target: string) => `mean absolute error${target === '' ? '' : ` of ${target}`}`,
    },
    diagnosis: {
      label: 'Diagnosis',
      kinds: { good: 'Good', info: 'Note', warning: 'Warning' },
      show: (unit: string) => `Show ${unit}`,
      more: (count: number) => `and ${count} more`,
      units: (numbers: readonly number[], layer: number) => {
        const listed = numbers.length > 4 ? numbers.slice(0, 3) : numbers
        const others = numbers.length - listed.length
        if (numbers.length === 1) return `unit ${listed.join('')} of layer ${layer}`
        const last = others > 0 ? `${others} others` : listed.at(-1)
        return `units ${listed.slice(0, others > 0 ? undefined : -1).join(', ')} and ${last} of layer ${layer}`
      },
      ready: {
        title: 'Ready',
        text: 'Press Train, or take one example apart under the Microscope.',
      },
      begun: {
        title: 'Begun',
        text: 'The first epoch is under way: costs and mean |δ| come when it ends.',
      },
      learning: (from: string, to: string, epochs: string) => ({
        title: 'Learning',
        text: `Training cost fell from ${from} to ${to} in the last ${epochs} epochs.`,
      }),
      rising: (from: string, to: string, epochs: string, rate: string) => ({
        title: 'Cost is rising',
        text: `Training cost rose from ${from} to ${to} in the last ${epochs} epochs. Steps may be too large: try α below ${rate}.`,
      }),
      restless: (low: string, high: string, epochs: string) => ({
        title: 'Cost goes up and down',
        text: `Between ${low} and ${high} in the last ${epochs} epochs, with no clear direction. A smaller α or larger batches usually calm it.`,
      }),
      stalled: (low: string, high: string, epochs: string) => ({
        title: 'Cost has stalled',
        text: `Training cost stayed between ${low} and ${high} in the last ${epochs} epochs. A plateau can end by itself; a larger α or other initial weights may help.`,
      }),
      stalledAt: (cost: string, epochs: string) => ({
        title: 'Cost has stalled',
        text: `Training cost has been ${cost} for the last ${epochs} epochs. Other initial weights or a larger α may help.`,
      }),
      settled: (cost: string, epochs: string) => ({
        title: 'Settled',
        text: `Training cost is ${cost} and hardly changed in the last ${epochs} epochs.`,
      }),
      overfitting: (reading: { epoch: string; lowest: string; now: string; trainThen: string; trainNow: string }) => ({
        title: 'Overfitting',
        text: `Test cost was lowest at epoch ${reading.epoch} (${reading.lowest}) and is ${reading.now} now, while training cost fell from ${reading.trainThen} to ${reading.trainNow}: the network learns the training examples by heart. More examples, a smaller network or regularisation may help.`,
      }),
      vanishing: (reading: { epoch: string; first: string; output: string; times: string }) => ({
        title: 'Vanishing deltas',
        text: `Mean |δ| is ${reading.output} at the outputs but ${reading.first} in layer 2: ${reading.times} times smaller. Little of the error reaches it.`,
      }),
      swelling: (reading: { epoch: string; first: string; output: string; times: string }) => ({
        title: 'Exploding deltas',
        text: `Mean |δ| is ${reading.output} at the outputs but ${reading.first} in layer 2: ${reading.times} times larger.`,
      }),
      exploding: (reading: { layer: number; epoch: string; before: string; now: string; times: string }) => ({
        title: 'Exploding deltas',
        text: `Mean |δ| of layer ${reading.layer} has grown from ${reading.before} at epoch ${reading.epoch} to ${reading.now}, ${reading.times} times.`,
      }),
      silent: (reading: {
        reason: 'no-way-back' | 'relu' | 'unknown'
        units: string
        count: number
        epoch: string
        blocks: number | null
      }) => {
        const isOne = reading.count === 1
        const title = {
          'no-way-back': 'No δ gets back',
          relu: isOne ? 'Dead unit' : 'Dead units',
          unknown: 'No δ gets back',
        }
        const reasons = {
          'no-way-back': `all weights that lead on from ${isOne ? 'it' : 'them'} are 0`,
          relu: `z ≤ 0 for every example, where relu’s slope is 0`,
          unknown: `nothing trains ${isOne ? 'its' : 'their'} weights`,
        }
        const before =
          reading.blocks === null
            ? ''
            : ` Nothing reaches ${reading.blocks === 2 ? 'layer 2' : `layers 2 to ${reading.blocks}`}.`
        const start = reading.units.charAt(0).toUpperCase() + reading.units.slice(1)
        return {
          title: title[reading.reason],
          text: `${start} ${isOne ? 'has' : 'have'} had δ = 0 on all training examples since epoch ${reading.epoch}: ${reasons[reading.reason]}.${before}`,
        }
      },
      saturated: (reading: {
        example: string
        unit: string
        others: number
        a: string
        slope: string
        share: string
        target: string | null
      }) => {
        const others =
          reading.others === 0
            ? ''
            : ` So ${reading.others === 1 ? 'does one other unit' : `do ${reading.others} others`} of the layer.`
        const gate = `g′ = ${reading.slope} lets only ${reading.share} of the δ through.`
        return {
          title: reading.others === 0 ? 'A unit saturates' : 'Units saturate',
          text:
            reading.target === null
              ? `On example ${reading.example}, ${reading.unit} has a = ${reading.a}: ${gate}${others}`
              : `On example ${reading.example}, ${reading.unit} answers ${reading.a} instead of ${reading.target}, yet ${gate} Cross-entropy has no such factor.${others}`,
        }
      },
      symmetric: (units: string, hasTrained: boolean, fromZeros: boolean) => {
        const start = units.charAt(0).toUpperCase() + units.slice(1)
        const cure = fromZeros ? 'Start from random weights, not zeros.' : 'Random initial weights tell them apart.'
        return {
          title: 'Symmetric units',
          text: hasTrained
            ? `${start} have equal weights and equal |δ|: they are learning the same thing. ${cure}`
            : `${start} have equal weights, so they will learn the same thing. ${cure}`,
        }
      },
      diverged: (reading: {
        epoch: string
        step: string
        tensor: 'z' | 'a' | 'delta' | 'gradient' | 'theta' | 'cost'
        layer: number | null
        unit: number | null
        rate: string
        smaller: string
      }) => {
        const tensors = { z: 'z', a: 'a', delta: 'δ', gradient: 'the gradient', theta: 'a weight', cost: 'the cost' }
        const place =
          reading.layer === null
            ? ''
            : reading.unit === null
              ? ` of layer ${reading.layer}`
              : ` of unit ${reading.unit}, layer ${reading.layer},`
        return {
          title: 'Diverged',
          text: `In epoch ${reading.epoch}, step ${reading.step}, ${tensors[reading.tensor]}${place} was no longer a finite number. The last finite weights are kept. α is ${reading.rate}: try ${reading.smaller}, then Reset.`,
        }
      },
    },
  },
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
    restarted:
      'The worker that trains the network had stopped, so another one was started. The weights are those of a moment before.',
    gone: 'The worker that trains the network has stopped.',
    lost: {
      text: 'The worker that trains the network stops again and again. Your experiment is still here: save it, or try again.',
      again: 'Try again',
    },
    diverged: {
      text: 'The numbers have run away, so training stopped; the last finite weights are kept. The diagnosis says where. Try a smaller α, then Reset.',
      reset: 'Reset',
    },
  },
  threads: {
    failed: 'A part of the lab that works in the background has failed.',
    ended: 'A part of the lab that works in the background has stopped.',
  },
  keyboard: {
    title: 'Keyboard',
    ctrl: 'Ctrl+',
    shift: 'Shift+',
    keys: {
      ' ': 'Space',
      ArrowLeft: '←',
      ArrowRight: '→',
      ArrowUp: '↑',
      ArrowDown: '↓',
      PageUp: 'Page Up',
      PageDown: 'Page Down',
      Home: 'Home',
      End: 'End',
      Enter: 'Enter',
      Escape: 'Esc',
    },
    everywhere: {
      title: 'Everywhere',
      does: {
        train: 'Train, or pause',
        open: 'Open a file',
        save: 'Save',
        'save-as': 'Save as another file',
        undo: 'Undo',
        redo: 'Redo',
        keys: 'Show this list',
      },
      besides: [
        { key: 'Tab', does: 'To the next control; with Shift to the one before' },
        { key: 'Esc', does: 'Close what is in front: a menu, a dialog, a message' },
      ],
    },
    rooms: {
      units: {
        title: 'On a unit of the network',
        does: { move: 'To the unit beside it; its arithmetic is shown', letGo: 'Let it go' },
      },
      weight: {
        title: 'While a weight is typed',
        does: { up: '0.1 more or less', down: '0.1 more or less', take: 'Take it', close: 'Leave it as it is' },
      },
      walk: {
        title: 'Microscope: on the bar of steps',
        does: { next: 'Next step', back: 'Step back', first: 'First or last step', last: 'First or last step' },
      },
      nudge: {
        title: 'Microscope: on the curve of Nudge',
        does: {
          up: 'A little more; with Shift ten times as much',
          down: 'A little less; with Shift ten times as much',
          release: 'Let go',
        },
      },
      pulls: {
        title: 'Microscope: on the bars of Tug-of-war',
        does: {
          next: 'Next example',
          previous: 'Previous example',
          first: 'First or last example',
          last: 'First or last example',
          look: 'Take that example apart',
        },
      },
      charts: {
        title: 'On a chart',
        does: {
          earlier: 'Read an epoch earlier or later',
          later: 'Read an epoch earlier or later',
          muchEarlier: 'Much earlier or later',
          muchLater: 'Much earlier or later',
          first: 'The first or last epoch',
          last: 'The first or last epoch',
          hide: 'Stop reading',
          unitBefore: 'On |δ|: another unit',
          unitAfter: 'On |δ|: another unit',
        },
      },
    },
  },
  notices: {
    label: 'Messages',
    close: 'Close this message',
  },
  transport: {
    label: 'Run',
    train: 'Train',
    pause: 'Pause',
    stepExample: 'Step example',
    stepBatch: 'Step batch',
    stepEpoch: 'Step epoch',
    stepExampleHint: 'One update from the next example alone, whatever the batch size',
    stepBatchHint: 'One update from the next batch',
    stepEpochHint: 'On to the end of the epoch',
    divergedHint: 'The numbers have run away: Reset, or change what made them',
    reset: 'Reset',
    resetHint: 'Back to exactly the initial weights',
    speed: 'Speed',
    speeds: {
      example1: '1 example a second',
      example5: '5 examples a second',
      epoch1: '1 epoch a second',
      epoch10: '10 epochs a second',
      epoch60: '60 epochs a second',
      epoch600: '600 epochs a second',
      full: 'Full speed',
    },
    epoch: 'epoch',
    ofExamples: (position: number, total: number) => `example ${position} of ${total}`,
    rate: (examplesPerSecond: string) => `${examplesPerSecond} ${examplesPerSecond === '1' ? 'example' : 'examples'}/s`,
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
        'changed-outside': 'The file was changed by another program or window.',
        damaged: 'What was kept is damaged.',
      }
      return reasons[failure] ?? detail
    },
    saveElsewhere: 'Save as…',
    saving: (name: string) => `“${name}” is being written …`,
    downloaded: (name: string) => `Your browser downloads “${name}”.`,
    downloadedHint: 'It doesn’t tell the lab how that ends: see that the file is there.',
    leftUnsaved: (name: string) => `“${name}” had unsaved changes. Undo brings it back, changes and all.`,
    cantOpen: (name: string) => `“${name}” can’t be opened. Your own experiment is as it was.`,
    menu: 'More about files',
    saveAs: 'Save as…',
    recent: 'Recent files',
    noRecent: 'Files that you open or save are listed here.',
    versions: 'Earlier versions',
    noVersions: 'What this file held before its last three saves is listed here.',
    version: (when: string) => `Replaced ${when}`,
    versionOpened: (when: string) =>
      `This is the version that was replaced ${when}. Save makes it the file’s; Undo leaves it.`,
    today: (time: string) => `today ${time}`,
    yesterday: (time: string) => `yesterday ${time}`,
  },
  autosave: {
    failed: 'Your unsaved work can’t be kept safe just now: a crash would lose it. Save it to a file.',
  },
  outside: {
    title: (name: string) => `“${name}” was changed outside`,
    text: 'Another program or window has written to this file since you opened or saved it. Your own work is still here.',
    replace: 'Replace it',
    replaceHint: 'Your work goes into the file. What is there now stays among its earlier versions.',
    saveAs: 'Save as…',
    saveAsHint: 'Your work goes into another file. This one stays as it is.',
    open: 'Open what is there now',
    openHint: 'The lab shows the file as it is now. Undo brings your work back.',
    later: 'Decide later',
  },
  recovery: {
    title: 'Unsaved work was found',
    text: 'The lab ended before this was saved. Recovering overwrites nothing.',
    recover: 'Recover',
    discard: 'Discard',
    keep: 'Keep it',
    discarded: 'Will be discarded',
    discardAll: 'Discard all',
    keepAll: 'Keep all',
    later: 'Later',
    done: 'Done',
    recoverNamed: (name: string) => `Recover “${name}”`,
    discardNamed: (name: string) => `Discard “${name}”`,
    keepNamed: (name: string) => `Keep “${name}”`,
    unnamed: 'A damaged copy',
    keptAt: (when: string) => `Kept ${when}`,
    afterSave: (span: string) => `${span} after the last save`,
    neverSaved: 'never saved to a file',
    onlyTrained: 'an example, only trained',
    ofFile: (name: string) => `from “${name}”`,
    epoch: (epoch: number) => `Epoch ${epoch.toLocaleString('en')}`,
    offer: (count: number) =>
      count === 1 ? 'Unsaved work that was found…' : `Unsaved work that was found (${count})…`,
    span: {
      moments: 'moments',
      minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
      hours: (count: number) => (count === 1 ? '1 hour' : `${count} hours`),
      days: (count: number) => (count === 1 ? '1 day' : `${count} days`),
    },
    unreadable: (reason: string) => `This copy can’t be read: ${reason}`,
    recovered: (name: string) => `“${name}” is back, not saved yet.`,
    failed: 'The copy could not be recovered.',
    notDiscarded: (name: string) => `“${name}” could not be discarded.`,
  },
  exports: {
    label: 'Export',
    pictures: 'Pictures, as on screen',
    picture: { network: 'Network', cost: 'Cost', deltas: 'Delta magnitudes', map: 'Decision map' },
    pictureAs: (picture: string, format: string) => `${picture} as ${format}`,
    notOnScreen: 'not on screen',
    numbers: 'Numbers',
    otherTools: 'For other tools',
    kinds: {
      'history-csv': { name: 'History (CSV)', hint: 'Costs, accuracy and every unit’s |δ| by epoch' },
      'weights-csv': { name: 'Weights (CSV)', hint: 'Every θ by layer, row and column' },
      safetensors: { name: 'Weights (safetensors)', hint: 'fc1.weight, fc1.bias …, ready for PyTorch' },
      pytorch: { name: 'PyTorch script', hint: 'The same run again, data and weights included' },
      onnx: { name: 'ONNX model', hint: 'The trained network for other programs' },
    },
    making: (name: string) => `Being made: ${name} …`,
    done: (name: string) => `“${name}” is written.`,
    failed: 'That could not be exported.',
    notFinite: 'The weights are no longer finite numbers. Press Reset, or change what made them run away.',
    tooLarge: (megabytes: number) => `The file would be larger than ${megabytes} MB.`,
    onnxNote: 'x: inputs of the network, [batch, inputs]; h: its answers, [batch, outputs]. See the metadata.',
    inputsAre: {
      inline: 'numbers, taken as they are',
      generated: 'features of a point (x₁, x₂) of the plane, as their names say',
      builtin: '(value − input_offset) / input_divisor of what the data set holds',
      csv: '(value − input_offset) / input_divisor of the columns; “column = text” is 1 where the column has that text, else 0',
      idx: '(value − input_offset) / input_divisor of the pixels, row after row',
    },
  },
  experiments: {
    lecture: {
      title: 'The lecture’s network',
      description:
        'The 2-2-2-1 network of Andrew Ng’s lecture “Backpropagation intuition”. Train it, then let the edges show θ·δ: deltas flow back like activations flow forward.',
    },
    xnorByHand: {
      title: 'XNOR by hand',
      description:
        'The course’s own weights build XNOR from AND, NOR and OR. Take its four examples apart under the Microscope: every a is almost 0 or 1.',
    },
    vanishingDeltas: {
      title: 'Vanishing deltas',
      description:
        'Eight sigmoid layers. The curves of |δ| fan out: each layer further back gets less, and the first hardly learns.',
    },
    symmetry: {
      title: 'All weights zero',
      description:
        'Every unit of layer 2 gets the same δ and stays its neighbour’s twin: four units draw no more than one straight line. Change a weight of one unit, and that unit goes its own way.',
    },
    dyingRelu: {
      title: 'Dying ReLU',
      description:
        'A learning rate of 1 is too much for ReLU: units fall silent, and their δ is exactly 0 from then on. Try 0.03.',
    },
    spiral: {
      title: 'Spiral',
      description:
        'Two arms, two hidden layers of eight. Watch the boundary curl in, and point at a unit to see its share.',
    },
    iris: {
      title: 'Iris',
      description: 'Three species from four measurements: softmax outputs, one δ for each class.',
    },
    digits: {
      title: 'Digits',
      description:
        'Handwritten digits of 8×8 pixels through 25 hidden units: over 95 % right on digits it has never seen.',
    },
  },
  cli: {
    line: (message: string) => `delta-lab: ${message.replaceAll(/\p{Cc}+/gu, ' ')}`,
    usage: `Usage: npm run --silent lab -- COMMAND FILE [options]

FILE is a .dlab file or an experiment.json.

  trace FILE --example I                  forward and backward for one example, counted from 0
  gradient FILE                           J and its gradient on the whole training part
  check FILE                              that gradient against central differences of J
  train FILE --epochs N [--out FILE.dlab] trains, and saves what came out
  export FILE --to FORMAT --out PATH      for another tool: FORMAT is pytorch, onnx, safetensors or csv
  validate FILE                           says whether a file is sound

  --json   one line of JSON instead of text
  --help   this text

Results go to standard output, messages to standard error.
Exit status: 0 done, 1 the experiment is refused or diverged, 2 wrong usage.
`,
    noCommand: 'Which command? Name one.',
    unknownCommand: (name: string) => `There is no command “${name}”.`,
    noFile: (command: string) => `${command} needs a file.`,
    tooManyFiles: (command: string, more: string) => `${command} takes one file; “${more}” is too much.`,
    missingOption: (command: string, option: string) => `${command} needs --${option}.`,
    notACount: (option: string, value: string, low: number, high: number) =>
      `--${option} needs a whole number from ${low} ${high === Infinity ? 'on' : `to ${high}`}, not “${value}”.`,
    missingFormat: (all: string) => `export needs --to with one of these: ${all}.`,
    unknownFormat: (format: string, all: string) => `--to can be one of these: ${all}; not “${format}”.`,
    emptyPath: (option: string) => `--${option} needs the name of a file.`,
    refused: (file: string, path: string, message: string, others: number) => {
      const more = others > 0 ? ` (and ${others} more: validate lists them)` : ''
      return `${file}: ${path ? `${path}: ` : ''}${message}${more}`
    },
    systemReasons: {
      ENOENT: 'there is no such file or folder',
      ENOTDIR: 'there is no such file or folder',
      EISDIR: 'it is a folder',
      EACCES: 'you are not allowed to',
      EPERM: 'you are not allowed to',
      EROFS: 'the disk can only be read',
      ENOSPC: 'the disk is full',
      ENAMETOOLONG: 'the name is too long',
      ERR_FS_FILE_TOO_LARGE: 'it is too large',
    },
    tooLargeBeside: (limit: number) => `The file is larger than ${megabytes(limit)}, and no more fit.`,
    unreadable: (reason: string) => `The file can’t be read: ${reason}.`,
    tooLarge: (limit: number) => `The file is larger than ${limit / 2 ** 20} MB, and no experiment is.`,
    unwritable: (path: string, reason: string) => `${path}: can’t be written: ${reason}.`,
    notAFile: (path: string) => `${path}: can’t be written: it is not a file.`,
    notPrinted: (reason: string) => `the results can’t be written to standard output: ${reason}`,
    unexpected: (reason: string) => `something went wrong that should not: ${reason}`,
    brokenWeights: (file: string, place: string) =>
      `${file}: its weights are not finite (${place}): its training has diverged. Open it in the lab and press Reset.`,
    notFinite: (file: string) => `${file}: with these weights the numbers are not finite: it has diverged.`,
    tensorOfUnit: (tensor: string, unit: number, layer: number) => `${tensor} of unit ${unit}, layer ${layer}`,
    diverged: (file: string, epoch: number, update: number, place: string, learningRate: number) =>
      `${file}: diverged in epoch ${epoch}, update ${update}: ${place} is no longer a finite number. The learning rate is ${learningRate}: try a smaller one.`,
    noSuchExample: (file: string, example: number, examples: number) =>
      `${file}: there is no example ${example}: ${examples === 1 ? 'the only one is 0' : `they count from 0 to ${examples - 1}`}.`,
    moreRows: (count: number) => `… ${count} more (--json has all)`,
    layer: (layer: number) => `Layer ${layer}`,
    traced: (name: string, example: number, examples: number, cost: string) =>
      `${name}: example ${example} of ${examples}, counted from 0\ncost ${cost}\n`,
    costGradient: (theta: number) => `∂cost/∂Θ${theta} (a row for each unit of layer ${theta + 1}, bias first)`,
    fullCost: (name: string, examples: number, cost: string) =>
      `${name}: ${examples === 1 ? '1 training example' : `${examples} training examples`}\nJ ${cost}\n`,
    fullGradient: (theta: number) => `∂J/∂Θ${theta} (a row for each unit of layer ${theta + 1}, bias first)`,
    checked: (name: string, error: string) =>
      `${name}: backpropagation and central differences differ by at most ${error} (relative)`,
    checkedWeights: (weights: number, allWeights: number, examples: number, allExamples: number) => {
      const ofWeights = weights === allWeights ? `all ${weights}` : `${weights} of ${allWeights}`
      const ofExamples = examples === allExamples ? `all ${examples}` : `the first ${examples} of ${allExamples}`
      return `compared: ${ofWeights} weights, on ${ofExamples} training examples`
    },
    skippedWeights: (count: number) =>
      `left out: ${count === 1 ? '1 weight' : `${count} weights`} at a corner of relu or of |θ|, where there is no derivative`,
    worstWeight: (theta: number, row: number, column: number) =>
      `The largest difference: Θ${theta}, row ${row}, column ${column} (from 0; column 0 is the bias)`,
    analytic: 'backpropagation',
    numeric: 'central differences',
    progress: (epoch: number, cost: string) => `epoch ${epoch}, cost ${cost}`,
    trained: (name: string, epochs: number, total: number, seconds: string) =>
      `${name}: ${epochs === 1 ? '1 epoch' : `${epochs} epochs`} in ${seconds} s${total > epochs ? `, ${total} in all` : ''}`,
    trainCost: (first: string, last: string, examples: number) =>
      `cost on training  ${last} (${first} after the first epoch; ${examples === 1 ? '1 example' : `${examples} examples`})`,
    testCost: (first: string, last: string, examples: number) =>
      `cost on test      ${last} (${first} after the first epoch; ${examples === 1 ? '1 example' : `${examples} examples`})`,
    accuracy: (percent: string, onTest: boolean) =>
      `accuracy          ${percent} % ${onTest ? 'on test' : 'on training'}`,
    sha256: (hash: string) => `sha256 of all Θ   ${hash}`,
    saved: (path: string) => `saved             ${path}`,
    exported: (path: string) => `exported ${path}`,
    sound: (
      file: string,
      facts: {
        name: string
        network: string
        weights: number
        trainCount: number
        testCount: number
        epochs: number | null
      },
    ) => {
      const trained = facts.epochs === null ? 'not trained yet' : `${facts.epochs} epochs trained`
      return `${file} is sound\n${facts.name}: ${facts.network}, ${facts.weights} weights; ${facts.trainCount} examples train, ${facts.testCount} test; ${trained}\n`
    },
    soundButBroken: (place: string) => `its weights are not finite (${place}): its training has diverged`,
    notSound: (file: string, problems: readonly { readonly path: string; readonly message: string }[]) =>
      `${file} is not sound\n${problems.map(({ path, message }) => `  ${path ? `${path}: ` : ''}${message}\n`).join('')}`,
  },
  host: {
    experimentFiles: 'Delta Lab experiments',
    openableFiles: 'Experiments and data',
    allFiles: 'All files',
    exportFiles: {
      png: 'PNG pictures',
      svg: 'SVG pictures',
      csv: 'Tables (CSV)',
      safetensors: 'Weights (safetensors)',
      py: 'Python scripts',
      onnx: 'ONNX models',
    },
    replace: {
      message: (name: string) => `“${name}” is there already. Replace it?`,
      replace: 'Replace',
      cancel: 'Cancel',
    },
    crashed: {
      message: 'The lab has crashed twice in a row.',
      detail: 'What was not saved is kept, and is offered when the lab starts again, now or later.',
      again: 'Start again',
      close: 'Close',
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
  package: {
    noElectron: (reason: string) => `No packages can be made: Electron’s binary can’t be had here (${reason}).`,
    failed: (reason: string) => `No packages were made: ${reason}`,
    done: 'The packages are in dist/.',
  },
  start: {
    building: 'Building the lab …',
    downloading: 'Getting Electron, for the lab’s own window (about 120 MB, once) …',
    downloaded: (megabytes: number) => `  ${megabytes} MB`,
    noWindow: (reason: string) => `No window of its own: ${reason}. The same lab runs in a browser.`,
    browserWanted: 'DELTA_LAB_HOST asks for a browser',
    noDisplay: 'there is no display here (DISPLAY and WAYLAND_DISPLAY are not set)',
    downloadFailed: (reason: string) => `Electron can’t be downloaded here (${reason})`,
    downloadFailedBefore: (reason: string) =>
      `Electron could not be downloaded before (${reason}; DELTA_LAB_HOST=electron tries again)`,
    nothingCame: (seconds: number) => `nothing came for ${seconds} s`,
    unknownReason: 'for a reason that it doesn’t name',
    endedAtOnce: (code: number | null) => `Electron ended at once (${code === null ? 'by a signal' : `code ${code}`})`,
    crashed: (code: number | null) =>
      `Delta Lab’s window has crashed (${code === null ? 'by a signal' : `code ${code}`}).`,
    portTaken: (wanted: number, port: number) =>
      `Port ${wanted} is taken, perhaps by another Delta Lab, so this one is at ${port}. A browser keeps its settings apart for each port.`,
    badPort: (wanted: string) => `DELTA_LAB_PORT is “${wanted}”, but a port is a whole number from 1 to 65535`,
    address: (address: string) => `Delta Lab is at ${address} (Ctrl-C ends it)`,
    stillOpen: 'Delta Lab’s window is still open: it may ask about unsaved changes. Ctrl-C again ends it at once.',
    failed: (reason: string) => `Delta Lab could not start: ${reason}`,
  },
}

/** The first few of them. */
function classesNamed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`)
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : ''
  return `${names.length === 1 ? 'the class' : 'the classes'} ${shown.join(', ')}${more}`
}
