/** Which messages stand beside one another, which make way, and what Escape closes. */
import { afterEach, describe, expect, it } from 'vitest'
import { createNotices } from '../../../src/renderer/lab/notices'
import type { Notice } from '../../../src/renderer/lab/lab'
import NoticeList from '../../../src/renderer/notices/NoticeList.vue'
import { messages } from '../../../src/shared/messages'
import { experimentWith } from '../data/experiment-with'
import { setRate } from '../lab/edits'
import { mountInLab, type MountedInLab } from '../mount-in-lab'

const told = (text: string, parts: Partial<Notice> = {}): Omit<Notice, 'id'> => ({
  kind: 'info',
  text,
  details: [],
  action: null,
  ...parts,
})
const refusal = (detail: string): Omit<Notice, 'id'> =>
  told(messages.session.refused, { kind: 'refusal', details: [detail] })
const unreadable = told('“a.dlab” can’t be opened.', { kind: 'refusal' })
const failedSave = told(messages.files.failed.save, {
  kind: 'error',
  action: { label: 'Save as…', run: () => undefined },
})
const unkept = told(messages.autosave.failed, { kind: 'error' })

describe('messages', () => {
  const textsAfter = (...shown: readonly Omit<Notice, 'id'>[]): string[] => {
    const notices = createNotices()
    for (const notice of shown) notices.show(notice)
    return notices.list.value.map(({ text, details }) => [text, ...details].join(' '))
  }

  it('do not pile up: of what informs, and of what was refused, the newest', () => {
    expect(textsAfter(told('one'), told('two'))).toEqual(['two'])
    expect(textsAfter(refusal('a'), unreadable)).toEqual([unreadable.text])
    expect(textsAfter(refusal('a'), refusal('b'))).toEqual([`${messages.session.refused} b`])
  })

  it('said twice are one, the newest last', () => {
    expect(textsAfter(failedSave, unkept, failedSave)).toEqual([unkept.text, failedSave.text])
  })

  it('that ask for something, or go on being so, are not pushed out', () => {
    expect(textsAfter(failedSave, unkept, refusal('a'), told('one'))).toHaveLength(4)
    expect(textsAfter(told('making', { kind: 'busy' }), told('one'))).toHaveLength(2)
  })
})

describe('in the lab', () => {
  let stand: MountedInLab | undefined
  afterEach(() => stand?.page.unmount())

  async function open(...shown: readonly Omit<Notice, 'id'>[]) {
    const opened = await mountInLab(NoticeList, experimentWith({}))
    stand = opened
    for (const notice of shown) opened.lab.notices.show(notice)
    await opened.settle()
    const texts = (): string[] => opened.lab.notices.list.value.map(({ text }) => text)
    const escape = (target: EventTarget = document.body): boolean =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
    return { ...opened, texts, escape }
  }

  it('Escape closes one after the other, the newest first, but not what asks for something', async () => {
    const { texts, escape } = await open(failedSave, unkept, refusal('a'), told('done'))
    escape()
    expect(texts()).toEqual([failedSave.text, unkept.text, messages.session.refused])
    escape()
    escape()
    expect(texts()).toEqual([failedSave.text, unkept.text])
  })

  it('with the focus on one, Escape closes that one', async () => {
    const { page, texts, escape } = await open(failedSave, told('done'))
    const button = page.get<HTMLElement>('.notice .answer').element
    button.focus()
    escape(button)
    expect(texts()).toEqual(['done'])
  })

  it('Escape that closes something else closes no message', async () => {
    const { texts, escape } = await open(told('done'))
    const closesItself = (event: Event): void => event.preventDefault()
    document.body.addEventListener('keydown', closesItself)
    escape()
    document.body.removeEventListener('keydown', closesItself)
    const dialog = document.body.appendChild(document.createElement('dialog'))
    dialog.setAttribute('open', '')
    escape()
    dialog.remove()
    expect(texts()).toEqual(['done'])
    escape()
    expect(texts()).toEqual([])
  })

  it('a refusal is over with the next thing that is done', async () => {
    const { lab, texts, settle } = await open(failedSave)
    lab.document.edit((experiment) => ({ ...experiment, network: { ...experiment.network, layers: [] } }))
    await settle()
    expect(texts()).toEqual([failedSave.text, messages.session.refused])
    lab.document.edit(setRate(0.1))
    expect(texts()).toEqual([failedSave.text])
  })
})
