import { expect, test } from 'vitest'
import { failOnRealDisks } from '../../scripts/torture/disks'

for (const finding of await failOnRealDisks()) {
  // Skipped by name where no disk can be mounted; the injected failures of save-whole.test.ts are tried everywhere.
  test.skipIf('why' in finding)(`${finding.what}: named, and the old file is untouched`, () => {
    expect(finding).toMatchObject({ broken: [] })
  })
}
