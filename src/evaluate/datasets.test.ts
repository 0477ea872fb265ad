import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readQuestions } from './datasets.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tilth-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

describe('JSON lines', () => {
  it('reads questions and reports bad lines by their number', async () => {
    const path = write(
      'questions.jsonl',
      [
        '\uFEFF{"id":"a","question":"Who?","answers":["Ann"],"sources":["x.md","x.md"]}',
        'no json',
        '',
        '[1]',
        '{"question":"谁?","sources":[]}\r',
        '{"id":"a","question":"Again?","sources":["y.md"]}',
        '{"question":"  ","sources":["y.md"]}',
        '{"question":"Where?","sources":"y.md"}',
        '{"question":"Where?","answers":[1],"sources":["y.md"]}',
      ].join('\n'),
    )
    const { questions, refused } = await readQuestions(path)
    expect(questions).toEqual([
      { id: 'a', text: 'Who?', answers: ['Ann'], gold: [{ id: 'x.md', relevance: 1 }] },
      { id: '5', text: '谁?', answers: [], gold: [] },
    ])
    expect(refused).toEqual([
      { line: 2, reason: 'no JSON' },
      { line: 4, reason: 'no JSON object' },
      { line: 6, reason: 'the id "a" stands on line 1 already' },
      { line: 7, reason: 'no "question"' },
      { line: 8, reason: '"sources" is no list of file names' },
      { line: 9, reason: '"answers" is no list of texts' },
    ])
  })

  it('throws with the first reason when no line can be used', async () => {
    await expect(readQuestions(write('q.jsonl', 'hello\nworld'))).rejects.toThrow(/no question: line 1: no JSON/)
    await expect(readQuestions(write('empty.jsonl', ''))).rejects.toThrow(/no question/)
    await expect(readQuestions(join(folder, 'missing.jsonl'))).rejects.toThrow(/there is no/)
  })
})

describe('SQuAD form', () => {
  it('takes the paragraph as gold, keeps impossible questions without gold, refuses broken records', async () => {
    const data = [
      {
        paragraphs: [
          {
            context: 'Ann lives in Leiden.',
            qas: [
              { id: 'q1', question: 'Where does Ann live?', answers: [{ text: 'Leiden', answer_start: 13 }] },
              { id: 'q2', question: 'How old is she?', answers: [], is_impossible: true },
              { id: 'q3' },
            ],
          },
          { qas: [{ id: 'q4', question: 'Lost?' }] },
          7,
        ],
      },
      null,
    ]
    const { questions, refused } = await readQuestions(write('squad.json', JSON.stringify({ version: '1', data })))
    expect(questions).toEqual([
      { id: 'q1', text: 'Where does Ann live?', answers: ['Leiden'], gold: [{ id: 'paragraph 1:1', text: 'Ann lives in Leiden.', relevance: 1 }] },
      { id: 'q2', text: 'How old is she?', answers: [], gold: [] },
    ])
    expect(refused).toEqual([
      { line: 3, reason: 'no "question"' },
      { line: 4, reason: 'no "context"' },
    ])
  })

  it('says so when the JSON is of another form or no JSON', async () => {
    await expect(readQuestions(write('other.json', '{"rows":[]}'))).rejects.toThrow(/other\.json is no JSON of the form/)
    await expect(readQuestions(write('broken.json', '{"data":'))).rejects.toThrow(/broken\.json is no JSON of the form/)
  })
})

describe('BEIR folder', () => {
  it('joins queries, judgements and the texts of the judged documents', async () => {
    write(
      'beir/corpus.jsonl',
      '{"_id":"d1","title":"Soil","text":"Clay holds water."}\n{"_id":"d2","text":"Sand drains."}\nbad\n{"_id":"d3","text":"Unused."}\n',
    )
    write('beir/queries.jsonl', '{"_id":"q1","text":"what holds water"}\n{"_id":"q2","text":"not judged"}\n')
    write('beir/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq1\td3\t0\nq1\td2\n')
    const { questions, refused } = await readQuestions(join(folder, 'beir'))
    expect(questions).toEqual([
      {
        id: 'q1',
        text: 'what holds water',
        answers: [],
        gold: [
          { id: 'd1', text: 'Soil\n\nClay holds water.', relevance: 2 },
          { id: 'd2', text: 'Sand drains.', relevance: 1 },
        ],
      },
    ])
    expect(refused.map(({ line }) => line)).toEqual([5, 3])
  })

  it('names the file that is missing', async () => {
    write('half/qrels/test.tsv', 'q1\td1\t1\n')
    write('half/corpus.jsonl', '{"_id":"d1","text":"x"}\n')
    await expect(readQuestions(join(folder, 'half'))).rejects.toThrow(/has no queries\.jsonl/)
  })
})
