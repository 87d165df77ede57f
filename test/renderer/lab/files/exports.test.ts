/** Export from the page: what reaches the host, and what the user is told. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { decodeSafetensors } from '../../../../src/shared/safetensors'
import { lecture } from '../../../worker/node-trainer'
import { rename } from '../edits'
import { openLab } from '../open-lab'

describe('an export of the run', () => {
  it('has the weights behind all orders that were given before it', async () => {
    const { lab, host, settle, checkpoint, close } = await openLab(lecture())
    lab.run.stepEpoch()
    lab.document.setWeight(1, 0.75)
    await lab.exports.exportRun('safetensors')
    await settle()
    const [file] = host.exported
    expect(file?.name).toBe('Lecture.safetensors')
    const decoded = decodeSafetensors(file?.bytes ?? new Uint8Array())
    expect(decoded.ok && decoded.value.get('fc1.weight')?.data[0]).toBe(0.75)
    expect(decoded.ok && decoded.value.get('fc3.bias')?.data[0]).toBe((await checkpoint()).theta.at(-3))
    expect(lab.notices.list.value).toMatchObject([{ kind: 'info', text: '“Lecture.safetensors” is written.' }])
    close()
  })

  it('bears the name that the experiment has now, outside and inside', async () => {
    const { lab, host, settle, close } = await openLab(lecture())
    lab.document.edit(rename('My run'))
    await settle()
    await lab.exports.exportRun('pytorch')
    const [file] = host.exported
    expect(file?.name).toBe('My run.py')
    expect(new TextDecoder().decode(file?.bytes)).toContain('NAME = "My run"')
    close()
  })

  it('leaves the document’s file alone', async () => {
    const { lab, host, close } = await openLab(lecture())
    await lab.exports.exportRun('onnx')
    expect(lab.files.unsaved.value).toBe(false)
    await lab.files.save()
    expect(host.questions).toMatchObject([{ token: null }])
    close()
  })

  it('that fails is named, and stays named', async () => {
    const { lab, host, close } = await openLab(lecture())
    host.failure = 'disk-full'
    await lab.exports.exportRun('history-csv')
    expect(lab.notices.list.value).toMatchObject([{ kind: 'error', details: ['The disk is full.'] }])
    close()
  })

  it('that takes long says that it is being made, and is made once', async () => {
    const { lab, host, close } = await openLab(lecture())
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const made = Promise.all([lab.exports.exportRun('onnx'), lab.exports.exportRun('onnx')])
    expect([...lab.exports.making.value]).toEqual(['onnx'])
    vi.advanceTimersByTime(1000)
    expect(lab.notices.list.value).toMatchObject([{ kind: 'busy', text: 'Being made: ONNX model …' }])
    await made
    expect(host.exported).toHaveLength(1)
    expect(lab.exports.making.value.size).toBe(0)
    expect(lab.notices.list.value).toMatchObject([{ kind: 'info', text: '“Lecture.onnx” is written.' }])
    close()
  })

  it('that the user cancels says nothing', async () => {
    const { lab, host, close } = await openLab(lecture())
    host.cancels = true
    await lab.exports.exportRun('pytorch')
    expect(lab.notices.list.value).toEqual([])
    close()
  })
})

describe('a picture', () => {
  it('is named after the experiment', async () => {
    const { lab, host, close } = await openLab(lecture({ name: 'XOR: by/hand' }))
    await lab.exports.exportPicture('-cost.svg', async () => Uint8Array.of(1))
    expect(host.exported).toMatchObject([{ name: 'XOR- by-hand-cost.svg' }])
    close()
  })

  it('that can’t be made is named', async () => {
    const { lab, host, close } = await openLab(lecture())
    await lab.exports.exportPicture('-cost.png', () => Promise.reject(new Error('The picture is too large')))
    expect(host.exported).toEqual([])
    expect(lab.notices.list.value).toMatchObject([{ kind: 'error', details: ['The picture is too large'] }])
    close()
  })
})
