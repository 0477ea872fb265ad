/**
 * What names are made of. Most family names and many first names are put together from syllables: they read like names of their
 * language, and hardly anybody has them, so that a stand-in seldom is the name of somebody in the documents.
 */
export interface NameParts {
  readonly female: readonly string[]
  readonly male: readonly string[]
  /** Beginnings and ends; each pair is a name. */
  readonly family: readonly [starts: readonly string[], ends: readonly string[]]
}

const list = (words: string): readonly string[] => words.split(' ')

const ENGLISH_STARTS = list(
  'Ash Bark Bram Brent Bur Carl Chal Cop Cran Dal Dray Els Far Fen Gar Glen Hal Har Hath Hol Ing Kel Kit Lang Lyn Mar Mel Nor Oak Pem Quen Rad Rook Sel Shel Stan Tad Thorn Tren Ul Wal Wen Wether Whit Wyn Yar',
)
const ENGLISH_ENDS = list(
  'bourne bridge combe croft den field gate grave ham hurst ington land leigh low mere mont more ridge shaw sley stead stow ton vale ward well wick worth wyn yard',
)

/** First names by syllables: [starts, ends]. */
export const MADE_FIRST = {
  female: [
    list('Al Am Bel Bri Cal Cor Dar El Em Fer Gi Hel Il Jo Kar Lau Li Mar Mel Nad No Or Pau Ro Sel Tam Ve Wil Yo Zel'),
    list('abeth adine aleen alia anda anne ara arina elia elina ena enna essa etta iana icia ida ilia inda ine isa issa ora orie'),
  ],
  male: [
    list('Al Ar Ben Bren Cal Con Dar Del Ed El Fen Gar Hal Har Jar Kel Lan Len Mar Mer Nor Or Per Ran Rod Ros Sel Tal Tor Ver Wal Wen'),
    list('ard aric bert den dric ean emar fred gar ian ick imer ind ius man mond nard olf on or rick ron son ter ton ven vin win'),
  ],
} as const

export const NAMES: Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'in' | 'pinyin', NameParts>> = {
  en: {
    female: list(
      'Abigail Adele Bethany Bridget Camille Celia Cordelia Daphne Edith Eleanor Esme Felicity Flora Georgina Harriet Imogen Isobel Joanna Leonie Lydia Maeve Marian Matilda Miriam Nadine Odette Phoebe Philippa Rosamund Selina Sylvia Tabitha Thea Ursula Winifred',
    ),
    male: list(
      'Adrian Alistair Ambrose Barnaby Bertram Callum Cedric Clement Cyril Desmond Edgar Edmund Emmett Fergus Gareth Gideon Godfrey Hamish Hector Hugo Jasper Julian Lionel Lorcan Magnus Nathaniel Osbert Percival Quentin Rupert Silas Sheldon Theodore Tobias Wilfred',
    ),
    family: [ENGLISH_STARTS, ENGLISH_ENDS],
  },
  de: {
    female: list(
      'Adelheid Annegret Beate Dagmar Elfriede Franziska Gudrun Heidrun Hildegard Irmgard Johanna Karoline Liselotte Mechthild Ottilie Roswitha Sieglinde Traudel Ulrike Waltraud',
    ),
    male: list(
      'Albrecht Bernward Detlef Eberhard Friedhelm Gernot Gottfried Hartmut Heribert Ingolf Jochen Konrad Lothar Manfred Norbert Ottokar Reinhold Siegfried Volkmar Wolfram',
    ),
    family: [
      list(
        'Alten Auer Berg Birken Brunn Buchen Eich Erlen Feld Grün Hasel Hohen Kalten Kirch Linden Moor Nieder Ober Raben Reit Roth Sonnen Tannen Wald Wiesen',
      ),
      list('bach brecht brink dorfer egger hagen hauser hofer horst huber kamp leitner mayer rieder roth städter stein thaler wald'),
    ],
  },
  fr: {
    female: list(
      'Adélaïde Agathe Apolline Bérénice Capucine Clémence Delphine Édith Églantine Garance Hortense Joséphine Léontine Mathilde Noémie Ombeline Philippine Sidonie Solène Violaine',
    ),
    male: list(
      'Achille Alban Anselme Barnabé Bastien Corentin Désiré Edmond Fabrice Gaspard Gontran Honoré Isidore Léopold Maxence Octave Prosper Régis Sylvestre Thibault',
    ),
    family: [
      list('Beau Bel Bois Char Clair Cour Dan Fon Gran Haut Lam Mar Mont Noir Per Pré Roche Saint Val Ville'),
      list('bert cheval court fort grave gnon lieu mont nay neau rieux sac tois vallon vert vigne villard ville'),
    ],
  },
  es: {
    female: list(
      'Adoración Amparo Asunción Begoña Casilda Consuelo Encarnación Estrella Eulalia Genoveva Inmaculada Jacinta Leocadia Macarena Nieves Piedad Remedios Rocío Soledad Visitación',
    ),
    male: list(
      'Anselmo Arsenio Basilio Casimiro Cayetano Eladio Eusebio Evaristo Fermín Gervasio Hilario Isidro Leandro Macario Nicanor Onofre Plácido Saturnino Teófilo Venancio',
    ),
    family: [
      list('Alb Alm Ar Bel Cal Carr Cast Cor Esp Font Gall Maz Mont Per Rib Sal Ser Sot Torr Val Vill'),
      list('ablanca adero alba amayor ares arroyo averde azuela eda edondo ejo ellanos enegro eruela iago iella oblanco uelo uenga'),
    ],
  },
  in: {
    female: list(
      'Amrita Ananya Bhavana Chitra Damayanti Gauri Hemlata Indira Jayanti Kamala Lalita Madhuri Nandini Padmini Revathi Sarojini Tanvi Urmila Vasudha Yamini',
    ),
    male: list(
      'Aravind Balaji Chandran Devendra Eshwar Girish Harish Ishaan Jagdish Keshav Lokesh Madhav Naveen Omkar Pranav Raghav Sanjeev Tejas Umesh Vinod',
    ),
    family: [
      list('Ambi Bala Chandra Deva Gana Hari Jaya Kali Krishna Maha Nara Parthi Raja Rama Sada Siva Subra Vara Venka Vijaya'),
      list('chalam das deshan kar kesan kumaran lingam manian murthy nathan palan pathi rajan raman sami shekar tesan varma'),
    ],
  },
  pinyin: {
    female: list(
      'Aiqing Biyu Caiyun Dandan Fangfei Guiying Huilan Jiahui Lanying Meiling Ningxia Peiyao Qiaolan Ruoxi Shufen Tingyu Wanrou Xiulian Yanqiu Zhilan',
    ),
    male: list(
      'Anguo Bohai Chengye Dehua Fengming Guoliang Haoran Jianbo Kaiwen Liqiang Minghao Peiwen Qingyuan Rongguang Shaohua Tianyou Wenbin Xuefeng Yongnian Zhicheng',
    ),
    family: [
      list(
        'An Bai Bian Cen Chai Chu Dou Fei Gan Geng Gui Hao Ji Jing Kang Kong Kuang Le Lian Miao Mou Mu Nie Ouyang Pang Pei Qu Rong Ruan Shangguan Shu Teng Tu Wan Wen Wu Xiang Xing Yin You Zhan Zhuang Zong Zuo',
      ),
      [''],
    ],
  },
}

/** Family names of one character that are rarer than the first hundred, then of two. */
export const HAN_FAMILIES = [
  ...'安柏毕卞岑柴褚邓窦樊费冯甘耿古管桂郝洪胡霍纪贾简江蒋焦靳景康柯孔匡赖兰乐冷黎连廉梁凌柳龙娄卢鲁路罗骆吕马麦毛茅梅孟米苗闵明莫牟穆倪聂宁牛欧潘庞裴彭皮蒲齐祁钱乔秦邱裘曲屈饶任荣阮芮单商尚邵申沈施石史舒司宋孙谈覃谭汤唐陶滕田童涂万汪危韦卫温翁乌吴伍武习席夏向项萧谢辛邢熊徐许薛荀严颜晏燕杨姚叶易阴尹应尤游于余俞虞郁袁岳臧翟詹章赵甄郑钟周朱祝庄卓宗左',
]
export const HAN_DOUBLE = [
  '欧阳',
  '上官',
  '司马',
  '司徒',
  '诸葛',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '宇文',
  '长孙',
  '东方',
  '南宫',
  '端木',
  '歐陽',
  '上官',
  '司馬',
  '諸葛',
]
export const HAN_FEMALE: readonly [first: string, second: string] = [
  '书亦依佳冰凝初可含婉宛寒嫣巧幼念思怀恬惜慕晓映春曼月沛沁清灵瑶碧秋笑紫绮芷若菁蕴觅访语诗雅雨雪静',
  '云佩冬凡儿卉双南岚岑影彤心文旋春晴曼柏柔槐波灵烟珊瑶琪琴白盈真竹筠絮绿翠芙芹莲菡蓉蕊薇蝶语雁露霜颖香',
]
export const HAN_MALE: readonly [first: string, second: string] = [
  '伯凯博启嘉大天子学宇安宏寅展山峻常廷弘彦志思恩承敏敦文景智柏正永泽浩海澄烨煜琛睿绍翰致英诚远鸿鹤',
  '业中之云亭仁信光勋华卓博原取和哲图城塬声宁容山岩川州帆平庭彬德才振文昊晖朗栋森榆歌水池洋涛渊源濡焕瑞生章立翰良轩运远逸野钧锋阳风飞骏',
]

/** Family names in pinyin that tell a Chinese name in Latin letters, lower case. */
export const PINYIN_FAMILIES = new Set(
  list(
    'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han feng deng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong lau chan wong cheung kwok ouyang tan lim ng leung hsu tsai',
  ),
)
/** First names that tell gender or language beyond those above, lower case. */
export const KNOWN_FEMALE = new Set(
  list(
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela anna ruth brenda pamela nicole katherine samantha christine helen debra rachel carolyn janet emma maria heather diane julie joyce victoria kelly christina joan evelyn lauren judith olivia martha cheryl megan andrea ann alice jean doris jacqueline kathryn hannah julia sophia sophie grace denise jane rose claire lucy charlotte amelia isla ella mia chloe zoe fatima aisha priya lakshmi deepa sunita anjali pooja ingrid greta anja katrin sabine petra monika birgit heike marie camille chloé élodie sandrine nathalie carmen lucía sofía isabel rosa pilar',
  ),
)
export const KNOWN_MALE = new Set(
  list(
    'james robert john michael david william richard joseph thomas christopher charles daniel matthew anthony mark donald steven andrew paul joshua kenneth kevin brian george timothy ronald jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy christian walter keith austin roger terry sean gerald carl dylan harold jordan jesse bryan lawrence arthur gabriel bruce logan oliver harry leo mohammed muhammad ahmed ali omar raj rahul amit sanjay vijay ravi hans jürgen klaus wolfgang stefan uwe dieter pierre jean-pierre françois antoine juan carlos miguel javier diego pedro luis',
  ),
)
