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
            meiner mich mir mit nach nicht noch nur oder ob sich sie sind so soll uber um und uns unser unsere unter vom von vor wann war
            was welche welchen welcher wenn wer werden wie wieviel will wir wird wo zu zum zur mochte konnen konnte muss
            """),
        [Language.French] = Set("""
            a ai alors as au aussi aux avec avez avoir avons bonjour bien ca car ce ces cet cette chez comment dans de des dois donc du elle
            elles en est et etes etre eu faire fait il ils j je la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on ou
            par pas peut peux plus pour pouvez puis qu quand que quel quelle quelles quels qui sa sans se ses si son sont sur svp ta te tes
            toi ton tu un une vos votre vous y merci
            """),
        [Language.Spanish] = Set("""
            a al algo como con cual cuales cuando cuanto de del desde donde el ella ellos en entre era es esa ese eso esta este esto estan
            estoy fue gracias ha hay hola la las le les lo los mas me mi mis muy no nos o para pero por porque puede puedo que quien se
            ser si sin sobre son su sus tambien te tengo tiene tu tus un una uno unos y ya yo usted ustedes favor
            """),
    };

    private static readonly HashSet<string> WeakEnglish = Set("""
        ask back become best better big bring call come day different every find first get getting gets give given go going goes gone good
        got great happen happens help item items keep kind last like long look looking lot made make makes making many mean much name
        need needs new number old part place possible put question right said say see set show someone still take takes taking talk think
        time times took try two use used using usually want way ways week work working works year anywhere available
        """);

    /// <summary>0.1 for function words, 0.5 for very common ones, else 1.</summary>
    public static float WeightOf(string folded, Language language)
    {
        if (FunctionWords[language].Contains(folded)) return Function;
        return language == Language.English && WeakEnglish.Contains(folded) ? Weak : 1;
    }

    public static bool IsFunction(string folded, Language language) => FunctionWords[language].Contains(folded);

    /// <summary>Words that make a question of measure after "how".</summary>
    public static bool IsQuantity(string folded) => folded is
        "long" or "much" or "many" or "far" or "often" or "soon" or "fast" or "quickly" or "big" or "large" or "old" or "late" or "early" or "high" or "heavy";

    private static HashSet<string> Set(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
