/** Words that say nothing about what a question is about: function words and question words; lower case, apostrophes off. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the this that these those there here it its itself he him his himself she her hers herself they them their theirs themselves we us our ours you your yours i me my mine ' +
    'who whom whose what which when where why how whether whats whos wheres hows ' +
    'is are was were be been being am isnt arent wasnt werent do does did doing done dont doesnt didnt has have had having hasnt havent hadnt can could may might must shall should will would cant couldnt wont wouldnt shouldnt ' +
    'and or but nor not no if then than as of in on at by for from to with without into onto upon about above below under over between among during before after since until against through within ' +
    'also too very just only even such so both each every either neither other another any some all most more much many few own same ' +
    'please tell give name list describe explain say said know get got let lets'
  ).split(' '),
)

/** The same for Chinese (simplified and traditional), as `Intl.Segmenter` cuts the words. */
export const CHINESE_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    '的 了 着 着 地 得 之 是 在 有 和 与 與 及 或 而 且 但 也 都 就 还 還 又 很 更 最 被 把 将 將 让 讓 使 对 對 对于 對於 关于 關於 从 從 自 到 向 由 以 于 於 为 為 因 因为 因為 所以 如果 那么 那麼 ' +
    '这 這 那 这个 這個 那个 那個 这些 這些 那些 其 它 他 她 它们 他们 她们 我 我们 你 您 你们 自己 此 该 該 本 ' +
    '什么 什麼 甚麼 谁 誰 哪 哪个 哪個 哪些 哪里 哪裡 哪裏 哪儿 哪种 哪種 哪位 哪年 何 何时 何時 何地 何处 何處 何种 何種 为什么 為什麼 为何 為何 怎么 怎麼 怎样 怎樣 怎么样 如何 多少 多久 几 幾 是否 ' +
    '吗 嗎 呢 吧 啊 呀 了吗 请 請 请问 請問 可以 能 能够 能夠 会 會 应该 應該 需要 要 不 没 沒 没有 沒有 不是 什 么 麼 称 稱 叫 做 叫做 些 个 個 时候 時候 中 上 下 里 裡 时 時 后 後 前 等 ' +
    '曾 曾经 曾經 已 已经 已經 正在 一个 一個 一种 一種 哪一 哪一个 哪一個 哪一年 方面 之间 之間 以及 并 並 并且 所 者'
  ).split(' '),
)
