using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Analysis;

public class WordsAreRead
{
    [Theory]
    [InlineData("Where's my ORDER?", "where my order")]
    [InlineData("Größe façade Żółć", "grosse facade zolc")]
    [InlineData("XR-200", "xr 200 xr200")]
    [InlineData("T-shirt", "t shirt tshirt")]
    [InlineData("1,000 pieces", "1 000 1000 pieces")]
    [InlineData("l'échange d'un colis", "echange un colis")]
    [InlineData("don't O’Reilly", "dont oreilly")]
    [InlineData("東京都", "東京 京都")]
    [InlineData("配送 DHL", "配送 dhl")]
    [InlineData("Мой заказ", "мой заказ")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("\ud800 lone \udc00", "lone")]
    [InlineData("😀 ...", "")]
    public void Folded_and_apart(string text, string words) =>
        string.Join(' ', Analyzer.Analyze(text, Language.German).Select(word => word.Folded)).ShouldBe(words);

    [Theory]
    [InlineData("consistently", "consist")]
    [InlineData("knightly", "knight")]
    [InlineData("happy", "happi")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("generously", "generous")]
    [InlineData("communication", "communic")]
    [InlineData("cries", "cri")]
    [InlineData("ties", "tie")]
    [InlineData("agreed", "agre")]
    [InlineData("sky", "sky")]
    [InlineData("delivery", "deliveri")]
    [InlineData("deliveries", "deliveri")]
    [InlineData("replacement", "replac")]
    [InlineData("sensational", "sensat")]
    [InlineData("yellow", "yellow")]
    [InlineData("controlling", "control")]
    [InlineData("gas", "gas")]
    [InlineData("succeeding", "succeed")]
    public void English_stems_are_those_of_Snowball(string word, string stem) => EnglishStemmer.Stem(word).ShouldBe(stem);

    [Theory]
    [InlineData("lieferungen", "lieferung", "German")]
    [InlineData("pakete", "paket", "German")]
    [InlineData("liefert", "liefern", "German")]
    [InlineData("lieferung", "liefern", "German")]
    [InlineData("zahlt", "zahlung", "German")]
    [InlineData("kostet", "kosten", "German")]
    [InlineData("offnet", "offnungen", "German")]
    [InlineData("produkte", "produkt", "German")]
    [InlineData("fahrten", "fahrt", "German")]
    [InlineData("commandes", "commande", "French")]
    [InlineData("journaux", "journal", "French")]
    [InlineData("pedidos", "pedido", "Spanish")]
    [InlineData("veces", "vez", "Spanish")]
    [InlineData("negozi", "negozio", "Italian")]
    [InlineData("banche", "banca", "Italian")]
    [InlineData("spedizioni", "spedizione", "Italian")]
    [InlineData("promocoes", "promocao", "Portuguese")]
    [InlineData("encomendas", "encomenda", "Portuguese")]
    [InlineData("viagens", "viagem", "Portuguese")]
    [InlineData("pakketten", "pakket", "Dutch")]
    [InlineData("prijzen", "prijs", "Dutch")]
    [InlineData("brieven", "brief", "Dutch")]
    [InlineData("bestellingen", "bestelling", "Dutch")]
    public void Other_languages_lose_number_and_case(string plural, string singular, string language)
    {
        var spoken = Enum.Parse<Language>(language);
        Analyzer.Stem(plural, spoken).ShouldBe(Analyzer.Stem(singular, spoken));
    }

    [Theory]
    [InlineData("andern", "andere")] // to change, other
    [InlineData("welten", "wellen")]
    public void Different_German_words_stay_apart(string one, string other) => Analyzer.Stem(one, Language.German).ShouldNotBe(Analyzer.Stem(other, Language.German));

    [Theory]
    [InlineData("We deliver to your door and the price is fair.", "English")]
    [InlineData("Wir liefern mit der Post und das ist kostenlos.", "German")]
    [InlineData("Nous livrons dans les pays voisins et le prix est fixe.", "French")]
    [InlineData("Los pedidos se envían por correo y el precio es fijo.", "Spanish")]
    [InlineData("Gli ordini sono spediti per posta e il prezzo non cambia.", "Italian")]
    [InlineData("As encomendas são enviadas por correio e o preço não muda para você.", "Portuguese")]
    [InlineData("Wij bezorgen het pakket bij je thuis en dat is gratis.", "Dutch")]
    [InlineData("Le commande est dans la boîte et les frais sont pour vous.", "French")]
    [InlineData("La tienda está en el puerto y la entrega es gratis.", "Spanish")]
    [InlineData("XR-200", "English")]
    public void The_language_is_guessed_from_function_words(string text, string language) =>
        LanguageGuess.Of(text).ToString().ShouldBe(language);
}
