/** The dialog for data of one's own, as its user finds it. */
import DataPanel from '../../../src/renderer/data/DataPanel.vue'
import { mountInLab } from '../mount-in-lab'
import { experimentWith } from './experiment-with'

export const GRADES = 'hours,sleep,course,passed\n1,8,maths,no\n2,,art,no\n7,6,art,yes\n8,7,maths,yes\n9,8,maths,yes\n'

export async function openOwnData() {
  const stand = await mountInLab(DataPanel, experimentWith({}))
  const { page, settle } = stand
  const button = (words: string) => {
    const found = page.findAll('button').find((candidate) => candidate.text() === words)
    if (!found) throw new Error(`There is no button “${words}”`)
    return found
  }
  const select = (name: string) => {
    const label = page.findAll('label').find((candidate) => candidate.text() === name)
    return page.get<HTMLSelectElement>(`#${label?.attributes('for')}`)
  }
  async function press(words: string): Promise<void> {
    await button(words).trigger('click')
    await settle()
  }
  async function pick(...files: readonly File[]): Promise<void> {
    const input = page.get<HTMLInputElement>('input[data-own-data]')
    Object.defineProperty(input.element, 'files', { value: files, configurable: true })
    await input.trigger('change')
    await settle()
  }
  await press('Your data…')
  return {
    ...stand,
    button,
    press,
    pick,
    select,
    table: (content: string, name = 'grades.csv') => pick(new File([content], name)),
    async choose(name: string, option: string) {
      const list = select(name)
      list.element.selectedIndex = [...list.element.options].findIndex((candidate) => candidate.text.includes(option))
      await list.trigger('change')
      await settle()
    },
    dialog: () => page.get('dialog'),
    alert: () => page.find('dialog [role=alert]'),
  }
}
