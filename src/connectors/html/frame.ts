import type { DomDocument, DomElement } from './dom.ts'
import { linkShare, wordCount } from './dom.ts'

/** What the roles of ARIA and the elements of HTML 5 name as no part of the content. */
const BY_ROLE =
  'nav, body > footer, [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"], [role="alertdialog"], [aria-modal="true"], [role="menu"], [role="menubar"], [role="tablist"]'
const BY_NAME =
  /(?:^|[\s_-])(?:breadcrumbs?|side-?bar|sphinxsidebar|site-?nav|nav|navbar|navigation|menu|toolbar|toc|share|sharing|social|related|newsletter|disqus|adverts?|ads?|promo|skip-?link|pagination|pager|footer|masthead)(?:[\s_-]|$)/i
const CONSENT = /cookie|consent|gdpr/i

/**
 * Elements of a page that surround its content: menus, banners, side bars, footers, cookie notices. Names of classes are only
 * believed where the element consists of links, since "related" and "toolbar" are words of documentation too. Nothing that holds
 * a large part of the `visible` characters outside links is frame: an end tag is missing, or a name means something else.
 */
export function frameOf(document: DomDocument, visible: number): Set<DomElement> {
  const frame = new Set<DomElement>(document.querySelectorAll(BY_ROLE))
  for (const element of document.querySelectorAll('header, footer, aside, [class], [id]')) {
    const name = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
    if (/^(?:body|main|article|html)$/.test(element.localName) || frame.has(element)) continue
    if (CONSENT.test(name)) {
      if (wordCount(element.textContent ?? '') < 200) frame.add(element)
    } else if (/^(?:header|footer|aside)$/.test(element.localName) || BY_NAME.test(name)) {
      if (linkShare(element) > 0.6 || (element.localName === 'footer' && !element.closest('article, main, blockquote, section'))) frame.add(element)
    }
  }
  for (const element of frame) if ((element.textContent ?? '').length * (1 - linkShare(element)) > visible * 0.4) frame.delete(element)
  return frame
}

/** Does the page say of itself that it is one article (news, a blog post, a recipe, a report)? */
export function declaresArticle(document: DomDocument): boolean {
  if (
    document.querySelector(
      'meta[property="article:published_time"], [itemprop="datePublished"], [itemprop="articleBody"], [itemtype*="Article"], [itemtype*="BlogPosting"]',
    )
  )
    return true
  if (document.querySelector('meta[property="og:type"]')?.getAttribute('content')?.toLowerCase() === 'article') return true
  for (const script of document.querySelectorAll('script[type="application/ld+json"]'))
    if (/"@type"\s*:\s*\[?\s*"(?:\w*Article|BlogPosting|Report|Recipe|Review)"/.test(script.textContent ?? '')) return true
  return false
}
