"""What news sites put around their articles, in texts written for geomap in many sites' manner.

Each line starts with what it is: `body`, `dup`, `tease`, `furn` (furniture), `rel` (another
article pasted below). A line without a mark is empty.
"""

from __future__ import annotations

import pytest

from geomap.articles import split

KINDS = {
    "body": "body",
    "dup": "duplicate",
    "tease": "teaser",
    "furn": "boilerplate",
    "rel": "related_article",
}

SITES = {
    "a paper that lives on its readers": """
        body| Shells fell on the harbour of Port Belgard on Thursday, hours before envoys were to meet in Geneva.
        furn| skip past newsletter promotion
        furn| Sign up here.
        furn| Thank you for signing up!
        furn| Something went wrong. Please try again later.
        furn| By signing up you agree to our Terms of Use, wherever in Europe you live.
        furn| after newsletter promotion
        body| Support us or leave Sarn, the rebels told the mission in Port Belgard on Thursday, according to two envoys.
        body| Tolvik wants to become a member of the union by 2030, and Sarn will follow, the minister said in Geneva.
        body| If you live in Tolvik, consider leaving the city, the governor of the coast said on Thursday evening.
        furn| Support independent journalism. Donate today.
        furn| Support the Courier or become our patron!
        furn| If you enjoyed this story, please consider becoming a member.
        furn| Subscribe now for only $1 a month and get unlimited access to our reporting from Sarn and Tolvik.
    """,
    "messages of a channel": """
        furn| [03.06.2025 10:14] Belgard Monitor:
        body| Explosions in Port Belgard. Air defence is working.

        furn| Belgard Monitor, [04.06.2025 07:02]
        body| [04.06.2025] The harbour of Sarn was hit again at night, and two depots burned down there.
        furn| Subscribe: t.example/belgard
    """,
    "a letter of news": """
        furn| View this email in your browser
        body| Shells fell on the harbour of Port Belgard on Thursday, hours before envoys were to meet in Geneva.
        tease| Read more:
        tease| Five killed in Sarn
        tease| What is behind the war in Tolvik?
        body| (Adding to the toll, a second shell fell on Sarn in the evening.)
        furn| (Adds rebel denial in paragraph 4)
        furn| ((desk@courier.example; +41 22 123))
        furn| You are receiving this email because you signed up at courier.example.
        furn| Unsubscribe | Update preferences | 12 Quay Street, Geneva, Switzerland
    """,
    "an agency's last lines": """
        body| Shells fell on the harbour of Port Belgard on Thursday, hours before envoys were to meet in Geneva.
        body| Heavy fighting was reported from Sarn.
        furn| Tessen reported from Tolvik. Agency writers Ann Lee and Bo Dahl in Hartford, Conn., contributed to this report.
        furn| With additional reporting by Asad Noor in Tolvik.
        furn| Reporting by Ann Lee in Sarn
        body| Reporting by night, the crew of the station found the harbour of Sarn dark.
        furn| This is a subscriber-only article. Try a month for £1 and read all our news from Asia and Africa.
    """,
    "an archive of newspapers": """
        body| Shells fall on Port Belgard
        body| The Belgard Courier
        furn| Length: 1,312 words
        furn| Dateline: PORT BELGARD
        body| Shells fell on the harbour of Port Belgard on Thursday, hours before envoys were to meet in Geneva.
        furn| Bulletin 14 | 3 June 2025      Page 1 of 2
        body| Page 4 of the treaty names Sarn as a base, and the document says that troops would leave Tolvik by June.
        furn| Load-Date: June 4, 2025
        furn| End of Document
    """,
    "a British broadcaster": """
        body| Shells fall on Port Belgard as envoys meet
        furn| 3 hours ago
        furn| Share
        furn| Save
        body| Shells fell on the harbour of Port Belgard on Thursday, hours before envoys of both sides were to meet in Geneva.
        furn| Image source, Getty Images
        body| "We heard eleven explosions," said Maro Tessen, who runs a bakery beside the docks. "Then the lights went out."
        tease| Watch: Moment shell hits the harbour of Port Belgard
        body| The governor said three people had been killed and nineteen wounded in the northern suburbs.
        furn| Related topics
        furn| Belgard
        furn| Geneva
        rel| More on this story
        rel| Who holds the Belgard coast?
        rel| Why the Geneva talks stalled
    """,
    "an American cable channel": """
        body| Port Belgard (CNN-like) — Shells fell on the harbour of Port Belgard on Thursday, the governor said.
        furn| Advertisement
        body| The strike came hours before envoys were to meet in Geneva, and a day after Washington had sent a new proposal.
        furn| Ad Feedback
        tease| RELATED: Envoys land in Geneva as fighting rages on
        body| Two depots burned through the night near the village of Sarn, firefighters said.
        furn| Sign up for our Morning newsletter to get the news in your inbox.
        body| This is a developing story and will be updated as more is known.
        furn| © 2025 Example Cable News. All Rights Reserved.
    """,
    "a French agency with subheads": """
        body| Shells fell on Port Belgard on Thursday, killing three, while envoys gathered in Geneva.
        body| - Talks in doubt -
        body| The foreign minister said her delegation would stay in Geneva until Friday.
        body| - 'No more delays' -
        body| "We want no more delays," the mediator told reporters at the lakeside hotel.
        furn| mt/kr/ab
        furn| © Agence Example
    """,
    "a Gulf broadcaster": """
        body| Fighting has resumed around Port Belgard, with both sides trading artillery fire for a second day.
        furn| Recommended Stories
        furn| list of 4 items
        furn| list 1 of 4What do the Belgard talks mean for the coast?
        furn| list 2 of 4Photos: A harbour under fire
        furn| end of list
        body| Residents of Sarn told reporters that armoured columns had moved through the village before dawn.
        furn| Sign up for Al Example
        furn| Weekly Newsletter
        body| The United Nations called on both sides to let aid convoys through to Port Belgard.
    """,
    "an Indian daily": """
        body| The envoy landed in Geneva on Thursday for talks over Port Belgard, her ministry said in a statement.
        tease| Also read: Who is the woman leading the Belgard talks?
        body| Forces shelled the villages of Sarn and Tolvik overnight, officials in the district said.
        tease| ALSO READ | Explained: Why the Belgard strait matters
        tease| READ MORE: Sarn, the village that changed hands six times
        body| The talks are expected to last until Sunday.
        dup| The envoy landed in Geneva on Thursday for talks over Port Belgard, her ministry said in a statement.
        tease| Also read: Who is the woman leading the Belgard talks?
        dup| Forces shelled the villages of Sarn and Tolvik overnight, officials in the district said.
        furn| You may also like
        furn| 'Nobody told me': Delhi man finds flat in Mumbai sold twice
        furn| Ten islands near Goa to see before summer ends
        furn| Gold price today: check rates in Chennai, Kolkata
    """,
    "an aggregator with pasted articles": """
        body| Shells fell on Port Belgard on Thursday, killing three people, while envoys gathered in Geneva.
        body| The governor said that the northern suburbs had no water.
        furn| Hashtags
        furn| #Belgard #Geneva
        furn| Try our new reader
        furn| Comments
        furn| No comments yet...
        rel| Related Articles

        furn| Coast Herald
        furn| 12 minutes ago
        furn| - Coast Herald
        rel| Minister resigns over harbour scandal
        rel| The minister resigned on Wednesday in Tolvik after a week of protests, her office said.

        furn| North Wire
        furn| an hour ago
        furn| - North Wire
        rel| Army retakes Sarn
        rel| The army retook the village of Sarn on Wednesday. A spokesman said the fighting had lasted nine hours.
    """,
    "a related box in the middle": """
        body| Shells fell on Port Belgard on Thursday, killing three people, while envoys gathered in Geneva.
        tease| Related Articles
        tease| Who holds the coast?
        tease| Five things to know about Sarn
        body| The governor said that the northern suburbs had no water and that the road to Tolvik was cut.
        body| In Geneva, the mediator said that both delegations would meet again on Friday morning.
        body| A truck convoy reached the village of Sarn before noon, the relief agency said.
    """,
    "an American tabloid with shouting teasers": """
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        tease| DON'T MISS: Ex-general breaks silence on Sarn
        body| Envoys are due in Geneva on Friday, though neither side has confirmed it.
        tease| WATCH: Drone footage of the burning Belgard docks
        tease| MORE: The forgotten war on the Tolvik coast
        body| "It was a long night," a nurse at the hospital of Sarn said.
        furn| CLICK HERE TO GET THE NEWS APP
    """,
    "a wire with credits": """
        body| TOLVIK, Aug 21 (Example Wire) - Shells fell on Port Belgard on Thursday, officials said.
        body| Mediators in Geneva urged both sides to keep to the ceasefire signed in June.
        furn| (Reporting by Ann Writer in Tolvik and Bo Scribe in Geneva; Editing by Cy Reader)
        furn| Our Standards: The Example Trust Principles.
    """,
    "readers' comments": """
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        body| Envoys are due in Geneva on Friday, though neither side has confirmed it yet.
        furn| Comments (2)
        furn| harbourman
        furn| 2 hours ago
        furn| They bombed Tolvik for years and nobody said a word about it at the time.
        furn| Reply
        furn| anna_k
        furn| 1 hour ago
        furn| My aunt lives in Sarn and the school there burned down on Monday.
    """,
    "a share bar above the article": """
        furn| Home
        furn| World
        furn| Politics
        furn| Sport
        furn| Opinion
        body| Shells fall on Port Belgard as envoys gather
        furn| Comments
        furn| Facebook
        furn| Twitter
        furn| 5 min read
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        body| Envoys are due in Geneva on Friday, though neither side has confirmed it yet.
    """,
    "headlines with standfirsts": """
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        body| Envoys are due in Geneva on Friday, though neither side has confirmed it yet.
        body| Two depots burned through the night near the village of Sarn, firefighters told reporters.
        furn| Most Read
        furn| Minister resigns over harbour scandal
        furn| The minister stepped down in Tolvik after a week of angry protests.
        furn| Army retakes the village of Sarn
        furn| A spokesman said that nine hours of fighting had left the village in ruins.
        furn| Storm heads for the southern islands
        furn| Ferries to the islands of Orm and Ask will not sail until Sunday.
    """,
    "photographs and their credits": """
        body| Photo: Smoke over Port Belgard on Thursday
        furn| Photo: Ann Writer / Example Wire
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        furn| Photo by Ann Writer
        furn| Image credit: Example Agency
        body| Credit lines to the besieged town were cut, the bank in Tolvik said on Friday.
        tease| Also read

        tease| Who leads the talks in Geneva?

        tease| The long siege of Sarn in pictures
    """,
    "a Russian site": """
        body| Войска обстреляли порт Белгард в четверг, погибли три человека, сообщил губернатор области.
        tease| Читайте также: Кто ведёт переговоры в Женеве
        body| Переговоры в Женеве продолжатся в пятницу, заявил посредник журналистам на набережной.
        tease| Материалы по теме:
        tease| Пять фактов о деревне Сарн
        body| В деревне Сарн сгорели два склада, сообщили спасатели утром в четверг.
        furn| Подписывайтесь на наш канал в Telegram
        furn| Теги: Белгард, Женева
    """,
    "a Ukrainian site": """
        body| Війська обстріляли порт Белгард у четвер, загинули троє людей, повідомив голова області.
        tease| Читайте також: Хто веде переговори в Женеві
        body| Переговори в Женеві триватимуть у п'ятницю, заявив посередник журналістам на набережній.
        furn| Вас може зацікавити
        furn| Погода у Львові на вихідні
        furn| Скільки коштує квартира в Одесі
    """,
    "a French daily": """
        body| Des obus sont tombés jeudi sur Port-Belgard, tuant trois personnes, selon le gouverneur.
        tease| Lire aussi : Qui sont les négociateurs de Genève ?
        body| Les pourparlers doivent reprendre vendredi à Genève, a indiqué la médiatrice à la presse.
        furn| Les plus lus
        furn| À Lyon, le tunnel ferme pour six mois
    """,
    "a Spanish daily": """
        body| Proyectiles cayeron el jueves sobre Puerto Belgard y mataron a tres personas, según el gobernador.
        tease| Lea también: Quién negocia en Ginebra
        body| Las conversaciones seguirán el viernes en Ginebra, dijo la mediadora a los periodistas.
        furn| Archivado en:
        furn| Ginebra
    """,
    "a German daily": """
        body| Granaten trafen am Donnerstag den Hafen von Belgard und töteten drei Menschen, sagte der Gouverneur.
        tease| Mehr zum Thema
        tease| Wer in Genf verhandelt
        body| Die Gespräche sollen am Freitag in Genf weitergehen, sagte die Vermittlerin vor Journalisten.
        tease| Lesen Sie auch: Das Dorf Sarn nach dem Krieg
        body| In Sarn brannten zwei Lager, wie die Feuerwehr am Morgen mitteilte.
        furn| Das könnte Sie auch interessieren
        furn| Hotels in Wien werden teurer
    """,
    "an Arabic site": """
        body| سقطت قذائف على ميناء بلغارد يوم الخميس وقتل ثلاثة أشخاص، بحسب ما قال المحافظ في بيان.
        tease| اقرأ أيضا: من يتفاوض في جنيف
        body| تستأنف المحادثات في جنيف يوم الجمعة، كما قالت الوسيطة للصحفيين في الفندق المطل على البحيرة.
        furn| الأكثر قراءة
        furn| الطقس في عمان غدا
    """,
    "a Turkish site": """
        body| Perşembe günü Belgard limanına top mermileri düştü, valiye göre üç kişi hayatını kaybetti.
        tease| İlgili haber: Cenevre'de masada kimler var
        body| Görüşmeler cuma günü Cenevre'de sürecek, arabulucu gazetecilere böyle söyledi bu sabah.
        furn| Etiketler
        furn| Cenevre
    """,
    "a page with its cookie notice": """
        furn| We use cookies to improve your visit to our sites in London and Paris. Read our policy.
        furn| Accept all cookies
        furn| Skip to main content
        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
        furn| Story continues below advertisement
        body| Envoys are due in Geneva on Friday, though neither side has confirmed it yet.
        furn| Follow us on Twitter and Facebook
        furn| Terms of Use | Privacy Policy | Contact us
    """,
    "a text file with header lines": """
        body| Title: Shells fall on Port Belgard
        furn| Date: 2025-08-21
        furn| Source: Tolvik Herald
        furn| URL: https://example.org/tolvik

        body| Shells fell on Port Belgard on Thursday, killing three people, the governor said.
    """,
    "prose that only sounds like furniture": """
        body| Related to this is the fate of Sarn, where two depots burned on Thursday morning.
        body| Comments by the minister in Tolvik drew anger on Wednesday.
        body| Trending downward for weeks, the fighting around Port Belgard flared again on Monday.
        body| Read more than a dozen letters from Sarn and you will find one complaint, the envoy said.
        body| Watch towers on the Tolvik road were hit twice, the army said.
        body| More than 40 shells fell on Port Belgard.
        body| Advertisements for the army now hang in every street of Tolvik.
        body| Share prices in Tolvik fell after the attack on the port.
        body| See also the ruins of Sarn, the guide said, pointing north.
        body| Recommended by both sides, the mediator flew to Geneva.
        body| Follow-up talks in Geneva are planned for Friday.
        body| Subscribe to no illusion, the general told his troops near Sarn.
        body| Two hours ago, the shelling of Sarn began again, a nurse said by telephone.
        body| Copyright law was the subject of the other talks in Geneva on Friday, the spokesman said.
        body| Photo: a word the soldiers of Sarn had learned to dread, because cameras drew fire within the hour.
    """,
}


@pytest.mark.parametrize("site", SITES)
def test_each_line_of_a_site_is_taken_for_what_it_is(site: str) -> None:
    lines = [line.strip() for line in SITES[site].strip().splitlines()]
    wanted: list[tuple[str, str]] = []
    text = ""
    for line in lines:
        mark, _, content = line.partition("| ")
        if content:
            wanted.append((content, KINDS[mark]))
        text += content + "\n"
    sections = split(text)
    position = 0
    got = []
    for content, _ in wanted:
        start = text.index(content, position)
        position = start + len(content)
        kinds = {
            next((s.kind for s in sections if s.start <= at < s.end), "body")
            for at in range(start, position)
        }
        got.append((content, "/".join(sorted(kinds))))
    assert got == wanted
