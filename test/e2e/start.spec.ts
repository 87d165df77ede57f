import { expect, test } from '@playwright/test'
import { CONTENT_SECURITY_POLICY } from '../../src/shared/content-security-policy'

test('the started lab opens without a complaint in the console', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  await page.goto('/')
  await expect(page).toHaveTitle(/Delta Lab/)
  await expect(page.locator('#app')).toContainText('Delta Lab')
  expect(complaints).toEqual([])
})

test('every response carries the content security policy', async ({ page }) => {
  const policies = new Map<string, string | null>()
  page.on('response', (response) => {
    policies.set(response.url(), response.headers()['content-security-policy'] ?? null)
  })

  await page.goto('/')
  await page.waitForLoadState('networkidle')
  expect(policies.size).toBeGreaterThan(2)
  expect([...policies].filter(([, policy]) => policy !== CONTENT_SECURITY_POLICY)).toEqual([])
})

test('the page can’t call out, nor run what is not its own', async ({ page }) => {
  await page.goto('/')
  const blocked = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    await fetch('http://127.0.0.1:9/').catch(() => undefined)
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.head.append(script)
    await new Promise((done) => setTimeout(done, 50))
    return violations
  })
  expect(blocked).toEqual(expect.arrayContaining(['connect-src', 'script-src-elem']))
  await expect(page).toHaveTitle(/Delta Lab/)
})
