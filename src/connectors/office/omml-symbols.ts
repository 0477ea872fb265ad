/** Names that LaTeX has a command for. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  'arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min Pr sec sin sinh sup tan tanh'.split(' '),
)

const GREEK =
  'α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho ϱ varrho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega ' +
  'Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega'
const OPERATORS =
  '± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∙ bullet ∗ ast ⋆ star ∘ circ ⊕ oplus ⊗ otimes ⊙ odot ∧ wedge ∨ vee ∩ cap ∪ cup ∖ setminus ' +
  '≤ leq ≥ geq ≠ neq ≈ approx ≡ equiv ≅ cong ∼ sim ≃ simeq ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ' +
  '∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ∅ emptyset ∀ forall ∃ exists ∄ nexists ¬ neg ⊥ perp ∥ parallel ∣ mid ⊢ vdash ⊨ models ∠ angle ' +
  '→ rightarrow ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↑ uparrow ↓ downarrow ↦ mapsto ⟶ longrightarrow ⟹ Longrightarrow ⟺ Longleftrightarrow ⇌ rightleftharpoons ' +
  '∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint ∮ oint ⋃ bigcup ⋂ bigcap ⋁ bigvee ⋀ bigwedge ⨁ bigoplus ⨂ bigotimes ' +
  '∞ infty ∂ partial ∇ nabla √ sqrt ℏ hbar ℓ ell ℜ Re ℑ Im ℵ aleph ′ prime ″ prime\\prime … ldots ⋯ cdots ⋮ vdots ⋱ ddots ∴ therefore ∵ because ° circ † dagger ‡ ddagger ' +
  '⟨ langle ⟩ rangle ‖ | ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil'
const LETTERS = 'ℝ R ℕ N ℤ Z ℚ Q ℂ C ℙ P'

const COMMANDS = new Map<string, string>([
  ...pairs(`${GREEK} ${OPERATORS}`).map(([sign, name]): [string, string] => [sign, `\\${name} `]),
  ...pairs(LETTERS).map(([sign, letter]): [string, string] => [sign, `\\mathbb{${letter}}`]),
  // Signs of typing that mean an operator within a formula.
  ['−', '-'],
  ['–', '-'],
  ['\u2061', ''],
  ['\u2062', ''],
  ['\u2063', ''],
  ['\u00a0', ' '],
  ['<', ' < '],
  ['>', ' > '],
  ['%', '\\%'],
  ['#', '\\#'],
  ['$', '\\$'],
])

function pairs(list: string): [string, string][] {
  const words = list.split(' ')
  return words.flatMap((word, at): [string, string][] => (at % 2 ? [] : [[word, words[at + 1] ?? '']]))
}

/** The characters of a run in a formula. Styled letters (𝑥, 𝐀) become plain ones. */
export function mathText(text: string): string {
  let latex = ''
  for (const character of text) latex += COMMANDS.get(character) ?? plain(character)
  return latex
}

function plain(character: string): string {
  const code = character.codePointAt(0) ?? 0
  // Mathematical alphanumeric symbols (U+1D400…U+1D7FF) are letters in a style.
  if (code < 0x1d400 || code > 0x1d7ff) return character
  const letter = character.normalize('NFKC')
  return COMMANDS.get(letter) ?? letter
}

/** A large operator: ∑ → \sum. */
export const operatorOf = (sign: string) => (COMMANDS.get(sign) ?? sign).trim()
