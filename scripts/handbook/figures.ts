import type { Slide } from './pptx.ts'
import type { Sheet } from './xlsx.ts'

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)

/** expense-limits.xlsx: what may be spent, by city and by kind. */
export const EXPENSE_SHEETS: readonly Sheet[] = [
  {
    name: 'Per diems',
    rows: [
      ['City', 'Country', 'Hotel limit per night', 'Meals per day', 'Currency', 'Valid from'],
      ['London', 'United Kingdom', 185, 48, 'GBP', day('2026-01-01')],
      ['Manchester', 'United Kingdom', 135, 42, 'GBP', day('2026-01-01')],
      ['Edinburgh', 'United Kingdom', 150, 44, 'GBP', day('2026-01-01')],
      ['Amsterdam', 'Netherlands', 190, 55, 'EUR', day('2026-01-01')],
      ['Utrecht', 'Netherlands', 145, 52, 'EUR', day('2026-01-01')],
      ['Berlin', 'Germany', 140, 50, 'EUR', day('2026-02-01')],
      ['Madrid', 'Spain', 130, 47, 'EUR', day('2026-02-01')],
      ['Zurich', 'Switzerland', 240, 85, 'CHF', day('2026-03-01')],
      ['New York', 'United States', 290, 79, 'USD', day('2026-01-01')],
      ['Tokyo', 'Japan', 27000, 7500, 'JPY', day('2026-04-01')],
      ['Nairobi', 'Kenya', 160, 46, 'USD', day('2026-04-01')],
    ],
  },
  {
    name: 'Expense limits',
    rows: [
      ['Kind of expense', 'Limit', 'Currency', 'Per', 'Receipt', 'Approved by', 'Last reviewed'],
      ['Dinner with customers', 65, 'GBP', 'person', 'always', 'department head', day('2025-11-17')],
      ['Team lunch', 18, 'GBP', 'person and month', 'always', 'line manager', day('2025-11-17')],
      ['Office chair for home', 260, 'GBP', 'employee, once', 'always', 'line manager', day('2025-09-08')],
      ['Monitor for home', 190, 'GBP', 'employee, every five years', 'always', 'line manager', day('2025-09-08')],
      ['Home internet', 22, 'GBP', 'month', 'once a year', 'nobody', day('2025-09-08')],
      ['Professional books', 150, 'GBP', 'calendar year', 'always', 'nobody', day('2026-01-12')],
      ['Conference ticket', 850, 'GBP', 'conference', 'always', 'department head', day('2026-01-12')],
      ['Taxi', 38, 'GBP', 'ride', 'above 10 GBP', 'line manager', day('2026-01-12')],
    ],
  },
]

/** all-hands-2026.pptx: the numbers of the year. */
export const ALL_HANDS: readonly Slide[] = [
  { title: 'All-hands meeting, 29 January 2026', bullets: ['Ines Marlow and Tobias Quist', 'Where we stand and where we go'] },
  {
    title: '2025 in numbers',
    bullets: [
      'Revenue rose by 12% to £31.4 million',
      'We shipped 58,600 probes, 9,300 more than in 2024',
      'The net promoter score of our customers is 61',
      'Staff turnover fell to 6.5%',
    ],
  },
  {
    title: 'Revenue by region',
    table: [
      ['Region', 'Revenue 2025', 'Change'],
      ['United Kingdom and Ireland', '£9.8 million', '+4%'],
      ['European Union', '£12.1 million', '+11%'],
      ['China', '£6.7 million', '+27%'],
      ['Rest of the world', '£2.8 million', '+9%'],
    ],
  },
  {
    title: 'Goals for 2026',
    bullets: [
      'The SM-50 probe goes on sale on 14 September',
      'A sales office opens in Valencia in June',
      'The share of recycled plastic in housings reaches 40%',
      'We hire 23 people, most of them in research',
    ],
  },
]
