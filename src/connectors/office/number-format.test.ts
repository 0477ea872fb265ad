import { describe, expect, it } from 'vitest'
import { builtInFormat, formatCell } from './number-format.ts'

describe('formatCell', () => {
  it.each([
    [1234.5, 'General', '1234.5'],
    [0.1 + 0.2, 'General', '0.3'],
    [1e21, 'General', '1e+21'],
    [1234.567, '#,##0.00', '1,234.57'],
    [-1234.5, '#,##0.00;[Red](#,##0.00)', '(1,234.50)'],
    [-0.4, '0', '0'],
    [1.005, '0.00', '1.01'],
    [0.5, '#.##', '0.5'],
    [7, '000', '007'],
    [0.256, '0.0%', '25.6%'],
    [1234567, '#,##0,"k"', '1,235k'],
    [1234567, '0.0,,', '1.2'],
    [12, '0" kg"', '12 kg'],
    [1234.5, '[$€-407] #,##0.00', '€ 1,234.50'],
    [1234.5, '_-$* #,##0.00_-;-$* #,##0.00_-;_-$* "-"??_-', '$1,234.50'],
    [0, '_-$* #,##0.00_-;-$* #,##0.00_-;_-$* "-"??_-', '0'],
    [5, '0;-0;;@', '5'],
    [0, '0;-0;;@', ''],
    [5, ';;;', ''],
    [12345, '0.00E+00', '1.23E+4'],
    [1.5, '# ?/?', '1.5'],
  ])('%d as %s', (value, format, text) => {
    expect(formatCell(value, format, false)).toBe(text)
  })

  it.each([
    [45356, 'm/d/yyyy', '2024-03-05'],
    [45356.4, 'dd/mm/yyyy hh:mm', '2024-03-05 09:36'],
    [45356.4, '[$-409]h:mm AM/PM', '09:36'],
    [45356, 'mmm-yy', '2024-03'],
    [45356, 'yyyy', '2024'],
    [45356, 'd-mmm', '2024-03-05'],
    [45356, 'yyyy"年"m"月"d"日"', '2024-03-05'],
    [1.5, '[h]:mm', '36:00'],
    [1, 'yyyy-mm-dd', '1900-01-01'],
    [61, 'yyyy-mm-dd', '1900-03-01'],
    [0.999999999, 'h:mm:ss', '00:00:00'],
    [-1, 'yyyy-mm-dd', '-1'],
    [3e6, 'yyyy-mm-dd', '3000000'],
  ])('the date %d as %s', (value, format, text) => {
    expect(formatCell(value, format, false)).toBe(text)
  })

  it('counts from 1904 where a workbook does', () => {
    expect(formatCell(43894, 'yyyy-mm-dd', true)).toBe('2024-03-05')
  })

  it('knows the formats that are not spelled out', () => {
    expect([0, 4, 10, 14, 31, 164].map(builtInFormat)).toEqual(['General', '#,##0.00', '0.00%', 'yyyy-mm-dd', 'yyyy-mm-dd', 'General'])
  })
})
