/**
 * Well-known companies, brands, clubs, works and places that bear the names of people: whole, they are nobody; and Chinese
 * transliterations of things. Written by hand; lower case, one space between words. What follows an apostrophe, as in "Moody's", is not part of an entry.
 */
export const THINGS: ReadonlySet<string> = new Set(
  `
abercrombie & fitch|adam bede|adam opel|adidas|alfa romeo|alice springs|allen & overy|anna karenina|ansible|arthur andersen|aston martin|aston villa
baker hughes|baker mckenzie|banana republic|barnes & noble|barry lyndon|bayer leverkusen|ben & jerry|berkshire hathaway|betty crocker|billy elliot
black & decker|blake & mortimer|bloody mary|booz allen hamilton|borussia dortmund|boston dynamics|bridget jones|bristol myers squibb|bristol-myers squibb
british columbia|brooks brothers|buenos aires|burger king|calvin klein|carl zeiss|carnegie mellon|carolina herrera|charles de gaulle airport|charles schwab
charlie hebdo|christian dior|clifford chance|coco chanel|cole haan|cortana|costa rica|credit suisse|cushman & wakefield|daniel wellington|david copperfield
davy crockett|deutsche bank|django|dodge charger|dolce & gabbana|don giovanni|don quixote|dorian gray|dow jones|dr martens|dr pepper|dun & bradstreet
earl grey|eddie bauer|el salvador|eli lilly|elizabeth arden|emma bovary|ernst & young|estee lauder|estée lauder|fannie mae|fanny mae|flask|fort myers
fort wayne|fort worth|francis crick institute|frank & oak|franklin templeton|franz ferdinand|freddie mac|frito lay|general motors|george mason university
georgia tech|giorgio armani|golden retriever|goldman sachs|grafana|gunicorn|hagen dazs|hang seng|harley davidson|harley-davidson|harry potter|harry winston
harvey nichols|helena rubinstein|helly hansen|herbert smith freehills|hewlett packard|hewlett-packard|huckleberry finn|hugo boss|indiana jones|issey miyake
ivan ilyich|j. crew|j.p. morgan|jack & jones|jack daniel|jack daniels|jack wolfskin|jane eyre|jean paul gaultier|jerry maguire|jimmy choo|joe fresh
john deere|johnnie walker|johns hopkins|johnson & johnson|johnson controls|johnson matthey|jones lang lasalle|jp morgan|jpmorgan chase|karl lagerfeld
king lear|kirkland & ellis|kraft heinz|kurt geiger|lake louise|lake placid|las vegas|lehman brothers|leonardo hotels|levi strauss|levi strauss & co
liz claiborne|lockheed martin|los angeles|louis vuitton|madame bovary|madame tussauds|manolo blahnik|marc jacobs|marco polo airport|marie claire|mario kart
marks & spencer|marks and spencer|marsh mclennan|martin marietta|mary poppins|massimo dutti|max planck|mcdonnell douglas|mckinsey|melissa & doug
mercedes benz|mercedes-benz|merrill lynch|michael kors|mickey mouse|mike tyson's punch-out|moby dick|moet hennessy|monte carlo|monte cristo|montgomery ward
morgan stanley|mount everest|mrs dalloway|narciso rodriguez|neiman marcus|nelson mandela bay|nicholas nickleby|nina ricci|norman foster + partners
northrop grumman|norton rose fulbright|nova scotia|oliver twist|oscar de la renta|oscar mayer|paco rabanne|parker hannifin|patek philippe|peter pan
peter rabbit|philipp plein|phineas and ferb|pierre cardin|pizza hut|port charlotte|port elizabeth|pratt & whitney|price waterhouse|pride and prejudice
procter & gamble|prometheus|puerto rico|queen mary|ralph lauren|raymond weil|real madrid|real sociedad|red bull|redis|rio tinto|robin hood|robinson crusoe
roger rabbit|rolls royce|rolls-royce|romeo and juliet|ruy lopez|saint petersburg|salomon brothers|salvatore ferragamo|sam's club|san antonio|san diego
san francisco|san jose|santa barbara|santa clara|santa claus|santa monica|santo domingo|sao paulo|sarah lawrence college|scott fetzer|sears roebuck
sherlock holmes|sherwin williams|sherwin-williams|shirley temple|silas marner|siri|smith & nephew|smith & wesson|sonic the hedgehog|south dakota|st helens
st louis|st. louis|stanley black & decker|stella artois|super mario|swan lake|swarovski|sweeney todd|são paulo|t. rowe price|taylor wimpey|tim hortons
tom clancy's the division|tom sawyer|tommy bahama|tommy hilfiger|tory burch|trader joe|travis ci|turner construction|uncle ben|van cleef & arpels
van heusen|victoria's secret|wells fargo|west virginia|william sonoma|williams sonoma|williams-sonoma|willis towers watson|yves rocher|yves saint laurent
zadig & voltaire
马德里|亚马逊|布洛芬|阿司匹林|克里米亚|乌拉尔|高加索|西伯利亚|巴塞罗那|塞维利亚|瓦伦西亚|雅诗兰黛|卡地亚|劳力士|奥利奥|麦当劳|肯德基|必胜客|星巴克|路易威登|香奈儿|古驰|普拉达|迪奥|爱马仕|欧莱雅
宝格丽|兰博基尼|法拉利|保时捷|凯迪拉克|劳斯莱斯|宾利|玛莎拉蒂|雪佛兰|福特|特斯拉|西门子|博世|飞利浦|松下|奥林匹克|诺贝尔|奥斯卡|格莱美|普利策|多巴胺|胰岛素|卡路里|马拉松|巴洛克|洛可可|沙拉|比萨|汉堡|三明治|马卡龙|卡布奇诺
摩卡|拿铁|威士忌|白兰地|伏特加|香槟|巧克力|迪士尼|好莱坞|百老汇|华尔街|维多利亚|加利福尼亚|佛罗里达|得克萨斯|洛杉矶|旧金山|拉斯维加斯|华盛顿|伊斯坦布尔|布达佩斯|阿姆斯特丹|布鲁塞尔|哥本哈根|斯德哥尔摩|赫尔辛基|墨尔本|布里斯班|奥克兰
法兰克福|慕尼黑|佛罗伦萨|威尼斯|米兰|都灵|那不勒斯|里斯本|日内瓦|苏黎世|圣彼得堡|莫斯科|伦敦|曼彻斯特|伯明翰|利物浦|爱丁堡|多伦多|温哥华|蒙特利尔|布宜诺斯艾利斯|圣保罗|里约热内卢|开罗|内罗毕|约翰内斯堡|卡萨布兰卡|喜马拉雅|阿尔卑斯|撒哈拉|亚马孙|乞力马扎罗
`
    .trim()
    .split(/[|\n]/),
)
