"""Notes as assessors type them: behaviour, which is never marked, and judgements, which always are."""

from __future__ import annotations

from typing import Final

BEHAVIOUR: Final[dict[str, tuple[str, ...]]] = {
    "de": tuple(
        """
        begrüßt mit Namen, fragt nach dem Weg
        „Sie haben drei Jahre hier investiert“ – Pause, wartet
        zitiert Regel 4, bevor die andere Person ausgeredet hat
        fragt, was jetzt am meisten helfen würde
        schreibt die beiden offenen Punkte ans Flipchart
        wiederholt den Einwand in eigenen Worten
        stellt drei offene Fragen hintereinander
        unterbricht zum zweiten Mal
        schweigt sechs Sekunden, schaut auf das Blatt
        sagt: "Das war gut", lacht
        sagt „Das ist eine gute Idee" und notiert sie
        fragt, ob das eine gute Lösung für beide wäre
        erklärt, warum die Regel immer gilt
        meint, der Vorschlag sei schlecht vorbereitet gewesen
        nennt als Erste einen Termin: Freitag, 12 Uhr
        fasst die Positionen von K2 und K4 zusammen
        fragt K3 direkt nach der Meinung
        zeigt auf die Zahl in Spalte 3
        rechnet laut vor: 40 Stunden mal drei
        verspricht eine Antwort bis morgen 10 Uhr
        entschuldigt sich für den Ton der Nachricht
        fragt immer wieder nach dem Grund
        verweist auf die Richtlinie, ohne sie vorzulesen
        bittet K5, den Satz zu Ende zu führen
        steht auf, geht zum Fenster
        legt den Stift weg und hört zu
        nickt, sagt „mhm“, fragt nach dem Namen des Kollegen
        spricht leise, Blick auf den Tisch
        spricht sehr schnell, verhaspelt sich dreimal
        lehnt den Vorschlag ab, nennt zwei Gründe
        ändert den Vorschlag nach dem Einwand
        fragt: wer macht was bis wann?
        verteilt die Aufgaben an vier Personen
        schaut auf die Uhr, sagt noch fünf Minuten
        liest den Chat laut vor
        gibt K1 das Wort
        widerspricht K2, nennt eine Quelle
        räumt ein, dass die Zahl falsch war
        guten Morgen in die Runde, stellt sich vor
        lässt die Frage nach dem Budget offen
        strukturiert das Flipchart in drei Spalten
        stellt am Ende sicher, dass alle den Termin haben
        beantwortet die dritte Frage nicht
        wechselt das Thema, als K4 vom Kollegen erzählt
        holt Wasser für die andere Person
        sagt, sie finde den Plan zu riskant
        fragt zurück: „Was heißt sicher für Sie?“
        zählt auf: Kosten, Zeit, Risiko
        macht eine Skizze der Übergabe
        schlägt vor, die Frist um eine Woche zu verschieben
        nimmt den Punkt von K6 auf und baut ihn ein
        sagt zweimal „ich weiß es nicht“
        bedankt sich bei allen, nennt jeden Namen
        hält den Daumen hoch
        öffnet die offene Liste auf dem Laptop
        fragt, wie er sich dabei gefühlt hat
        bietet an, den Text heute noch umzuschreiben
        liest die Stelle mit dem Gutschein vor
        nennt Stärken und Schwächen des Entwurfs
        wiegt beide Möglichkeiten ab, entscheidet sich für B
        """.strip().splitlines()
    ),
    "en": tuple(
        """
        greets by name, asks what happened
        "You put three years into this" – pauses, waits
        quotes rule 4 before the other has finished
        asks what would help now
        writes down the two open points
        repeats the concern in her own words
        asks three open questions in a row
        cuts in for the second time
        silent for six seconds, looks at the sheet
        says: "that was good", laughs
        says “that's a good idea" and writes it down
        asks whether that would be a good solution for both
        explains why the rule always applies
        says that the plan is weak and the date wrong
        names a date first: Friday, noon
        sums up what K2 and K4 want
        asks K3 for an opinion
        points at the figure in column 3
        does the sum aloud: 40 hours times three
        promises an answer by 10 tomorrow
        apologises for the tone of the message
        asks for the reason again and again
        refers to the guideline without reading it out
        lets K5 finish the sentence
        gets up, walks to the window
        puts the pen down and listens
        nods, says "mhm", asks for the colleague's name
        speaks quietly, eyes on the table
        speaks very quickly, stumbles three times
        turns the offer down, gives two reasons
        changes the proposal after the objection
        asks: who does what by when?
        gives tasks to four people
        looks at the clock, says five minutes left
        reads the chat aloud
        hands over to K1
        contradicts K2, names a source
        admits that the figure was wrong
        good morning to all, introduces himself
        leaves the question of the budget open
        structures the flip chart in three columns
        makes sure at the end that everybody has the date
        does not answer the third question
        changes the subject when K4 talks about the colleague
        fetches cold water for the other person
        says she finds the plan too risky
        asks back: 'what does good mean to you?'
        lists cost, time, risk
        draws a sketch of the hand-over
        suggests that the deadline moves by a week
        takes up K6's point and builds it in
        says "I don't know" twice
        thanks everybody, names each of them
        stressed that the deadline holds
        puts cost as well as time on the list
        asks how he felt about it
        offers to rewrite the text today
        lists strengths and weaknesses of the draft
        names two weak points of the draft
        weighs both options, decides for B
        """.strip().splitlines()
    ),
}

JUDGEMENT: Final[dict[str, tuple[str, ...]]] = {
    "de": tuple(
        """
        wirkt souverän
        war sehr sympathisch
        arrogante Antwort
        tritt selbstbewusst auf
        schlecht vorbereitet
        gute Körpersprache
        macht einen kompetenten Eindruck
        ist nervös
        zeigt wenig Empathie
        geht strukturiert vor
        strukturierte Argumentation
        freundlicher Ton
        bleibt ruhig und sachlich
        ist überfordert
        der schwächste Beitrag bisher
        stärkerer Auftritt als am Morgen
        überzeugende Darstellung
        hat Charisma
        unsichere Stimme
        ist ein Teamplayer
        reagiert genervt
        klingt gelangweilt
        hört aufmerksam und verständnisvoll zu, einfühlsame Reaktion
        professionelles Auftreten
        dominiert nicht, eher passiv
        sehr höflich
        scheint müde
        unfreundlich zu K3
        zu schnell
        typisch für Anfänger
        schüchterne Begrüßung
        naive Vorstellung vom Aufwand
        ist ehrlich
        kreativer Vorschlag
        antwortet patzig und unhöflich
        unkonzentriert ab Minute zehn
        bleibt oberflächlich
        hat eine starke Präsenz
        eine natürliche Führungspersönlichkeit
        wertschätzender Umgang
        herablassender Kommentar zu K2
        zögerliche Entscheidung
        angenehme Stimme
        sachlicher Einwand
        unangemessene Bemerkung
        hektisches Blättern
        wirkte? nein: ist gelassen
        immer hilfsbereit
        respektlose Geste
        etwas unstrukturiert
        perfekte Zusammenfassung
        beeindruckend
        fühlt sich unwohl
        angespannte Haltung
        charmantes Lächeln
        überheblich gegenüber der Moderation
        gute Moderation, besser als beim ersten Mal
        langweiliger Vortrag
        durchsetzungsstark
        lustlos
        """.strip().splitlines()
    ),
    "en": tuple(
        """
        seems confident
        was very likeable
        arrogant answer
        poor preparation
        good body language
        makes a competent impression
        is nervous
        shows little empathy
        structured argument
        friendly tone
        stays calm
        is overwhelmed
        the weakest contribution so far
        a stronger start than this morning
        convincing presentation
        has charisma
        insecure voice
        a team player
        reacts annoyed
        sounds bored
        listens patiently, supportive answer
        professional manner
        rather passive
        very polite
        appears tired
        rude to K3
        too fast
        typical beginner
        shy greeting
        naive idea of the effort
        is honest
        creative proposal
        answers rudely
        vague about the date, evasive
        stays shallow
        strong presence
        a natural leader
        respectful throughout
        condescending remark about K2
        hesitant decision
        pleasant voice
        constructive objection
        inappropriate remark
        chaotic notes
        is relaxed
        always helpful
        disrespectful gesture
        somewhat unstructured
        perfect summary
        impressive
        feels uncomfortable
        tense posture
        charming smile
        patronising towards the moderator
        did well
        boring talk
        pushy
        unprepared for the second question
        a warm person
        great listener
        """.strip().splitlines()
    ),
}
