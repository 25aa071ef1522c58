using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Shop;

/// <summary>The same small shop in other languages: what is asked in other forms of the same words is answered without asking back.</summary>
public sealed class ShopsElsewhere
{
    private const double SureEnough = 0.6;

    private static readonly Dictionary<string, string[]> Texts = new()
    {
        ["German"] =
        [
            "Wir liefern innerhalb von drei Tagen nach Deutschland und Österreich. Die Lieferung ist ab 60 Euro kostenlos.",
            "Sie können bezahlen mit Karte, per Überweisung oder auf Rechnung. Die Rechnung kommt mit der Bestellung.",
            "Artikel nehmen wir innerhalb von dreißig Tagen zurück. Das Etikett muss noch am Artikel sein.",
            "Das Geschäft ist von Montag bis Freitag geöffnet, von neun bis achtzehn Uhr. Am Sonntag ist es geschlossen.",
            "Unsere Werkstatt repariert Jacken und Zelte. Eine Reparatur dauert zwei Wochen und kostet ab 15 Euro.",
        ],
        ["French"] =
        [
            "Nous livrons en France sous trois jours. La livraison est gratuite à partir de 60 euros d'achat.",
            "Vous pouvez payer par carte bancaire ou par virement. La facture est jointe à la commande.",
            "Les articles peuvent être retournés sous trente jours. L'étiquette doit rester sur l'article.",
            "Le magasin est ouvert du lundi au vendredi de neuf heures à dix-huit heures. Il est fermé le dimanche.",
            "Notre atelier répare les vestes et les tentes. Une réparation dure deux semaines et coûte 15 euros.",
        ],
        ["Spanish"] =
        [
            "Enviamos los pedidos a España en tres días. El envío es gratuito a partir de 60 euros.",
            "Puede pagar con tarjeta o por transferencia bancaria. La factura llega con el pedido.",
            "Los artículos se pueden devolver en treinta días. La etiqueta debe estar en el artículo.",
            "La tienda está abierta de lunes a viernes de nueve a dieciocho horas. Los domingos está cerrada.",
            "Nuestro taller repara chaquetas y tiendas de campaña. Una reparación tarda dos semanas y cuesta 15 euros.",
        ],
        ["Italian"] =
        [
            "Spediamo gli ordini in Italia in tre giorni. La spedizione è gratuita per ordini sopra i 60 euro.",
            "Si può pagare con carta o con bonifico. La fattura arriva con l'ordine.",
            "Gli articoli si possono restituire entro trenta giorni. L'etichetta deve essere sull'articolo.",
            "Il negozio è aperto dal lunedì al venerdì dalle nove alle diciotto. La domenica è chiuso.",
            "La nostra officina ripara giacche e tende. Una riparazione dura due settimane e costa 15 euro.",
        ],
        ["Portuguese"] =
        [
            "Enviamos as encomendas para Portugal em três dias. A entrega da encomenda é gratuita acima de 60 euros.",
            "Você pode pagar com cartão ou por transferência. A fatura segue com a encomenda.",
            "Os artigos podem ser devolvidos em trinta dias. A etiqueta não pode ser retirada do artigo.",
            "A loja está aberta de segunda a sexta das nove às dezoito horas. Ao domingo está fechada.",
            "A nossa oficina repara casacos e tendas. Uma reparação demora duas semanas e custa 15 euros.",
        ],
        ["Dutch"] =
        [
            "Wij bezorgen bestellingen in Nederland binnen drie dagen. De bezorging is gratis vanaf 60 euro.",
            "U kunt betalen met een kaart of via een overschrijving. De factuur zit bij het pakket.",
            "Artikelen kunt u binnen dertig dagen retourneren. Het etiket moet nog aan het artikel zitten.",
            "De winkel is van maandag tot vrijdag open van negen tot achttien uur. Op zondag is hij gesloten.",
            "Onze werkplaats repareert jassen en tenten. Een reparatie duurt twee weken en kost 15 euro.",
        ],
    };

    [Theory]
    [InlineData("German", "Wie lange dauert eine Reparatur?", 4)]
    [InlineData("German", "Liefert ihr auch nach Österreich?", 0)]
    [InlineData("German", "Kann ich auf Rechnung bezahlen?", 1)]
    [InlineData("German", "Wann hat das Geschäft am Freitag geöffnet?", 3)]
    [InlineData("German", "Repariert ihr Zelte?", 4)]
    [InlineData("French", "Combien coûte une réparation ?", 4)]
    [InlineData("French", "Est-ce que la livraison est gratuite ?", 0)]
    [InlineData("French", "Puis-je payer par virement bancaire ?", 1)]
    [InlineData("French", "Le magasin est-il ouvert le dimanche ?", 3)]
    [InlineData("Spanish", "¿Cuánto cuesta una reparación?", 4)]
    [InlineData("Spanish", "¿El envío es gratuito?", 0)]
    [InlineData("Spanish", "¿Puedo pagar con tarjeta?", 1)]
    [InlineData("Spanish", "¿La tienda está abierta los domingos?", 3)]
    [InlineData("Italian", "Quanto costa una riparazione?", 4)]
    [InlineData("Italian", "La spedizione è gratuita?", 0)]
    [InlineData("Italian", "Posso pagare con bonifico?", 1)]
    [InlineData("Italian", "Il negozio è aperto la domenica?", 3)]
    [InlineData("Portuguese", "Quanto custa uma reparação?", 4)]
    [InlineData("Portuguese", "A entrega é gratuita?", 0)]
    [InlineData("Portuguese", "Posso pagar por transferência?", 1)]
    [InlineData("Portuguese", "A loja está aberta ao domingo?", 3)]
    [InlineData("Dutch", "Hoeveel kost een reparatie?", 4)]
    [InlineData("Dutch", "Is de bezorging gratis?", 0)]
    [InlineData("Dutch", "Kan ik betalen met een kaart?", 1)]
    [InlineData("Dutch", "Is de winkel op zondag open?", 3)]
    public void What_is_asked_is_answered(string language, string question, int answer)
    {
        var best = Index(language).Search(question, 1).ShouldHaveSingleItem();

        best.Passage.Body.ShouldBe(Texts[language][answer]);
        best.Confidence.ShouldBeGreaterThan(SureEnough);
    }

    [Theory]
    [InlineData("German", "Verkauft ihr gebrauchte Fahrräder?")]
    [InlineData("German", "Wie hoch ist der Eiffelturm?")]
    [InlineData("French", "Vendez-vous des vélos d'occasion ?")]
    [InlineData("French", "Quelle est la hauteur de la tour Eiffel ?")]
    [InlineData("Spanish", "¿Venden bicicletas usadas?")]
    [InlineData("Spanish", "¿Qué altura tiene la torre Eiffel?")]
    [InlineData("Italian", "Vendete biciclette usate?")]
    [InlineData("Italian", "Quanto è alta la torre Eiffel?")]
    [InlineData("Portuguese", "Vendem bicicletas usadas?")]
    [InlineData("Portuguese", "Qual é a altura da torre Eiffel?")]
    [InlineData("Dutch", "Verkopen jullie tweedehands fietsen?")]
    [InlineData("Dutch", "Hoe hoog is de Eiffeltoren?")]
    public void What_stands_nowhere_stays_unanswered(string language, string question) =>
        Index(language).Search(question, 1).ShouldAllBe(hit => hit.Confidence < 0.45);

    private static PassageIndex Index(string language) => PassageIndex.Build(
        [.. Texts[language].Select((text, at) => new Passage(new(at, 0, 0, new byte[8]), new(100 + at, 0, 0, new byte[8]), PassageKind.Text, "", "", text, []))]);
}
