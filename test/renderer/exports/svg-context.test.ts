/** What is drawn comes out as SVG that any reader takes. */
import { describe, expect, it } from 'vitest'
import { createSvgContext, type SvgContext } from '../../../src/renderer/exports/svg-context'

function drawn(draw: (context: SvgContext) => void): Document {
  const context = createSvgContext()
  draw(context)
  return new DOMParser().parseFromString(context.toSvg(200, 100), 'image/svg+xml')
}

function attributes(document: Document, selector: string): Record<string, string> {
  const found = document.querySelector(selector)
  return Object.fromEntries([...(found?.attributes ?? [])].map(({ name, value }) => [name, value]))
}

describe('a drawing as SVG', () => {
  it('has the size of its picture', () => {
    expect(
      attributes(
        drawn(() => undefined),
        'svg',
      ),
    ).toMatchObject({
      width: '200',
      height: '100',
      viewBox: '0 0 200 100',
    })
  })

  it('strokes a path where the context has been moved and scaled to', () => {
    const path = attributes(
      drawn((context) => {
        context.translate(10, 20)
        context.scale(2, 2)
        context.strokeStyle = '#112233'
        context.lineWidth = 1.5
        context.setLineDash([6, 4])
        context.beginPath()
        context.moveTo(0, 0)
        context.lineTo(5, 1)
        context.stroke()
      }),
      'path',
    )
    expect(path).toMatchObject({
      d: 'M 10 20 L 20 22',
      stroke: '#112233',
      fill: 'none',
      'stroke-width': '3',
      'stroke-dasharray': '12 8',
    })
  })

  it('closes a circle by two arcs', () => {
    const { d } = attributes(
      drawn((context) => {
        context.beginPath()
        context.arc(50, 50, 10, 0, 2 * Math.PI)
        context.fill()
      }),
      'path',
    )
    expect(d).toBe('M 60 50 A 10 10 0 0 1 40 50 A 10 10 0 0 1 60 50')
  })

  it('turns what is drawn about the place it has been moved to, until the state before is restored', () => {
    const document = drawn((context) => {
      context.save()
      context.translate(30, 40)
      context.rotate(-Math.PI / 2)
      context.fillText('rooms', 0, 2)
      context.restore()
      context.fillText('size', 5, 6)
    })
    expect(attributes(document, 'g')).toEqual({ transform: 'rotate(-90 30 40)' })
    expect(document.querySelector('g')?.textContent.trim()).toBe('rooms')
    expect(attributes(document, 'g text')).toMatchObject({ x: '30', y: '42' })
    expect(document.querySelector('svg > text')?.textContent).toBe('size')
  })

  it('keeps a text a text, with its font and place', () => {
    const document = drawn((context) => {
      context.font = 'italic 600 12px "Inter Variable", sans-serif'
      context.textAlign = 'right'
      context.scale(2, 2)
      context.fillText('δ⁽²⁾₁ < "½" & more\u0000', 15, 20, 51.5)
    })
    expect(document.querySelector('text')?.textContent).toBe('δ⁽²⁾₁ < "½" & more')
    expect(attributes(document, 'text')).toMatchObject({
      x: '30',
      y: '40',
      'font-size': '24',
      'font-style': 'italic',
      'font-weight': '600',
      'font-family': '"Inter Variable", sans-serif',
      'text-anchor': 'end',
      // A font that is wider or narrower is fitted.
      textLength: '103',
      lengthAdjust: 'spacingAndGlyphs',
    })
  })

  it('ends a clipped group where the state is restored, and with it every setting', () => {
    const document = drawn((context) => {
      context.save()
      context.globalAlpha = 0.5
      context.beginPath()
      context.rect(0, 0, 10, 10)
      context.clip()
      context.fillRect(0, 0, 5, 5)
      context.restore()
      context.fillRect(1, 1, 5, 5)
    })
    const [inside, outside] = [...document.querySelectorAll('rect')]
    expect(inside?.parentElement?.getAttribute('clip-path')).toBe('url(#clip-1)')
    expect(inside?.getAttribute('fill-opacity')).toBe('0.5')
    expect(outside?.parentElement?.tagName).toBe('svg')
    expect(outside?.getAttribute('fill-opacity')).toBeNull()
  })

  it('parts a colour from how far it covers, for readers that know no other', () => {
    const document = drawn((context) => {
      context.globalAlpha = 0.5
      context.fillStyle = '#1b202966'
      context.fillRect(0, 0, 5, 5)
      context.strokeStyle = 'rgba(255, 0, 16, 0.5)'
      context.beginPath()
      context.stroke()
    })
    expect(attributes(document, 'rect')).toMatchObject({ fill: '#1b2029', 'fill-opacity': '0.2' })
    expect(attributes(document, 'path')).toMatchObject({ stroke: '#ff0010', 'stroke-opacity': '0.25' })
  })

  it('names an image as both versions of SVG do', () => {
    const canvas = document.createElement('canvas')
    canvas.toDataURL = () => 'data:image/png;base64,AAAA'
    const image = drawn((context) => context.drawImage(canvas, 0, 0, 8, 8)).querySelector('image')
    expect(image?.getAttribute('href')).toBe('data:image/png;base64,AAAA')
    expect(image?.getAttributeNS('http://www.w3.org/1999/xlink', 'href')).toBe('data:image/png;base64,AAAA')
  })
})
