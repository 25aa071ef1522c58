namespace Frontdesk.Retrieval;

/// <summary>
/// How much a word can say by itself. A knowledge base of twenty passages cannot show by its own counts that "take" is common
/// and "warranty" is not, so the commonest words are known beforehand.
/// </summary>
internal static class CommonWords
{
    private const float Function = 0.1f;
    private const float Weak = 0.5f;

    private static readonly Dictionary<Language, HashSet<string>> FunctionWords = new()
    {
        [Language.English] = Set("""
            a about after again all also am an and any are as at be because been before being but by can cant could couldnt did didnt
            do does doesnt doing dont down during each either else etc for from further had has hasnt have havent having he her here hers
            hi hello hey him his how i id if ill im in into is isnt it its ive just kindly know let lets may me might more most must my
            myself no nor not now of off oh ok okay on once one only or other our ours out over own please pls really regarding same she
            should shouldnt so some such tell than thank thanks that thats the their theirs them then there theres these they this those
            through to too under until up us very want was wasnt we well were werent what whats when where which while who whom whose why
            will with wont would wouldnt yes yet you your youre yours anyone someone something anything thing things
            """),
        [Language.German] = Set("""
            aber als am an auch auf aus bei bin bis bitte da dann das dass dem den der des die dir doch du ein eine einem einen einer
            eines er es euch euer fur gibt habe haben hallo hat hier ich ihr ihre ihren im in ist ja kann kein keine man mein meine meinen
            meiner mich mir mit nach nicht noch nur oder ob per sich sie sind so soll uber um und uns unser unsere unter vom von vor wann war
            was welche welchen welcher wenn wer werden wie wieviel will wir wird wo zu zum zur mochte konnen konnte muss
            """),
        [Language.French] = Set("""
            a ai alors as au aussi aux avec avez avoir avons bonjour bien ca car ce ces cet cette chez combien comment dans de des dois donc du elle
            elles en est et etes etre eu faire fait il ils j je la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on ou
            par pas peut peux plus pour pouvez puis qu quand que quel quelle quelles quels qui sa sans se ses si son sont sur svp ta te tes
            toi ton tu un une vos votre vous y merci
            """),
        [Language.Spanish] = Set("""
            a al algo como con cual cuales cuando cuanto de del desde donde el ella ellos en entre era es esa ese eso esta este esto estan
            estoy fue gracias ha hay hola la las le les lo los mas me mi mis muy no nos o para pero por porque puede puedo que quien se
            ser si sin sobre son su sus tambien te tengo tiene tu tus un una uno unos y ya yo usted ustedes favor
            """),
        [Language.Italian] = Set("""
            a ad ai al alla alle allo anche avete bene buongiorno che chi ci ciao come con cosa cui da dal dalla dalle dei del della delle
            dello di dove e ed era essere fa fare favore gli grazie ha hai hanno ho i il in io l la le lei lo loro lui ma mi mia mie miei
            mio ne nei nel nella noi non nostra nostro o per perche piu posso possono puo qual quale quali quando quanta quante quanti
            quanto quella quello questa queste questi questo se sei si sia siamo sono su sua sue sul sulla suo ti tra tu tua tuo un una
            uno vi voi vorrei vostra vostre vostri vostro
            """),
        [Language.Portuguese] = Set("""
            a ao aos as ate bom com como da das de dela dele do dos e ela elas ele eles em entre era essa esse esta estao estas este eu
            favor foi ha isso isto ja lhe mais mas me meu meus minha minhas muito na nao nas nem no nos nossa nosso o obrigada obrigado
            ola onde os ou para pela pelo por porque pode posso podem qual quais quando quanta quanto que quem se sem ser seu seus sobre
            sao sua suas tambem te tem tenho teu tua um uma umas uns voce voces
            """),
        [Language.Dutch] = Set("""
            aan al als alstublieft ben bent bij daar dan dank dat de deze die dit doe door een en er geen goed graag had hallo
            heb hebben hebt heeft het hij hoe hoeveel hun ik in is ja jij jou jouw jullie kan kun kunnen kunt maar me meer mij mijn moet na
            naar nee niet nog nu of om omdat ons onze ook op over te toch tot uit uw u van voor waar waarom wanneer was wat we wel welk
            welke wie wij wil wilt worden wordt zal ze zich zij zijn zo zou
            """),
    };

    private static readonly Dictionary<Language, HashSet<string>> WeakWords = new()
    {
        [Language.English] = Set("""
            ask back become best better big bring call come day different every find first get getting gets give given go going goes gone good
            got great happen happens help item items keep kind last like long look looking lot made make makes making many mean much name
            need needs new number old part place possible put question right said say see set show someone still take takes taking talk think
            time times took try two use used using usually want way ways week work working works year anywhere available
            """),
        [Language.German] = Set("""
            bekomme bekommen bekommt bieten bietet brauche brauchen braucht dauern dauert erhalte erhalten erhalt finde finden findet geben
            gehen geht gelten gilt gut gute hoch komme kommen kommt lang lange liegen liegt machen macht moglich nehmen nehmt neu neue neuen
            nutzen passiert tage tun viel viele wissen zeit
            """),
        [Language.French] = Set("""
            avoir besoin bon bonne faire faut fonctionne jours longtemps marche mettre nouveau nouvelle obtenir possible prend prendre
            recevoir savoir temps trouve trouver utiliser veux voudrais vouloir
            """),
        [Language.Spanish] = Set("""
            bueno buena conseguir dias encontrar encuentro funciona hacer hago largo necesita necesito nueva nuevo obtener poner posible
            quiero recibir saber tarda tiempo tomar usar utilizar
            """),
        [Language.Italian] = Set("""
            avere bisogno funziona giorni mettere nuova nuovo ottenere possibile prendere ricevere sapere serve tempo trovare trovo usare
            voglio volere
            """),
        [Language.Portuguese] = Set("""
            conseguir demora dias encontrar encontro faco fazer funciona nova novo obter possivel preciso querem quero receber saber tempo
            tomar usar
            """),
        [Language.Dutch] = Set("""
            dagen doen duren duurt gaan gaat gebruiken geven komen komt krijg krijgen lang maken moeten mogelijk nemen nieuw nieuwe nodig
            tijd vinden werkt weten willen
            """),
    };

    /// <summary>0.1 for function words, 0.5 for very common ones, else 1.</summary>
    public static float WeightOf(string folded, Language language)
    {
        if (FunctionWords[language].Contains(folded)) return Function;
        return WeakWords[language].Contains(folded) ? Weak : 1;
    }

    public static bool IsFunction(string folded, Language language) => FunctionWords[language].Contains(folded);

    /// <summary>Whether two words ask for a measure: "how long", "wie hoch".</summary>
    public static bool AsksForMeasure(string before, string folded, Language language) => (language, before) switch
    {
        (Language.English, "how") => folded is
            "long" or "much" or "many" or "far" or "often" or "soon" or "fast" or "quickly" or "big" or "large" or "old" or "late" or "early" or "high" or "heavy",
        (Language.German, "wie") => folded is
            "lange" or "lang" or "viel" or "viele" or "weit" or "oft" or "schnell" or "gross" or "alt" or "spat" or "hoch" or "schwer" or "teuer",
        (Language.Dutch, "hoe") => folded is "lang" or "veel" or "ver" or "vaak" or "snel" or "groot" or "oud" or "laat" or "hoog" or "zwaar" or "duur",
        _ => false,
    };

    /// <summary>Whether a word asks for one of several: "which", "welche".</summary>
    public static bool AsksForChoice(string folded, Language language) => language switch
    {
        Language.English => folded is "what" or "which",
        Language.German => folded is "welche" or "welchen" or "welcher" or "welches" or "welchem",
        Language.French => folded is "quel" or "quelle" or "quels" or "quelles",
        Language.Spanish => folded is "que" or "cual" or "cuales",
        Language.Italian => folded is "quale" or "quali",
        Language.Portuguese => folded is "qual" or "quais",
        _ => folded is "welk" or "welke",
    };

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
