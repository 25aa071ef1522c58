namespace Frontdesk.Retrieval.Tests.Shop;

/// <summary>The knowledge base of a small outdoor shop: twelve FAQs and three documents, cut as the product cuts them.</summary>
internal static class FellShop
{
    private static readonly Dictionary<Guid, string> SourceNames = [];

    public static PassageIndex Index { get; } = PassageIndex.Build([.. Faqs(), .. Documents()]);

    public static string NameOf(Hit hit) => SourceNames[hit.Passage.SourceId];

    private static IEnumerable<Passage> Faqs()
    {
        yield return Faq("delivery time", "How long does delivery take?", "Orders leave our warehouse within one working day and arrive after two to four days in the UK.", "When will my order arrive?");
        yield return Faq("delivery cost", "How much is delivery?", "Delivery in the UK costs £3.95 and is free for orders over £60.");
        yield return Faq("tracking", "Where is my order?", "Open the tracking link in your dispatch e-mail. It updates every few hours.", "How can I track my parcel?");
        yield return Faq("return", "How do I return an item?", "Print the label from your account, put it on the box and drop it at any post office within 30 days.", "Can I send something back?");
        yield return Faq("refund", "When do I get my refund?", "We refund to the card you paid with within five working days after the parcel reaches us.");
        yield return Faq("size", "Which size should I choose?", "Our jackets run true to size. Measure your chest and compare it with the size guide on each product page.", "Do your jackets run small?");
        yield return Faq("payment", "Which payment methods do you accept?", "Visa, Mastercard, PayPal and Apple Pay. We do not take cheques.", "Can I pay with PayPal?");
        yield return Faq("change order", "Can I change or cancel my order?", "Yes, until it is packed. Write to us with the order number within two hours.");
        yield return Faq("shop hours", "When is the shop open?", "The shop in Keswick opens Monday to Saturday from 9 am to 5:30 pm.", "What are your opening hours?");
        yield return Faq("gift", "Can you wrap it as a present?", "Choose gift wrapping at the checkout for £2.50 and add a card with your own words.", "Do you offer gift wrapping?");
        yield return Faq("stock", "When will an item be back in stock?", "Press 'Tell me' on the product page and we write to you the day it returns.");
        yield return Faq("password", "I forgot my password", "Use 'Reset password' on the sign-in page. The link we mail you is good for one hour.", "How do I reset my password?");
    }

    private static IEnumerable<Passage> Documents() => Document("shipping document", "Shipping", """
        # International shipping

        ## Europe
        We ship to Germany, France, Austria, Italy, Spain and the Netherlands with DPD. Parcels to Germany take four to six working
        days, to the other countries up to eight. Shipping to Europe costs £12.50 whatever the weight. Import duties are already
        included in the price you see at the checkout, so nobody will ask you for money at the door.

        ## Outside Europe
        We ship to the United States, Canada and Australia by air mail. It takes ten to fourteen working days and costs £24.
        Customs duties are not included and are collected by the carrier. We cannot send stoves, gas cartridges or knives by air,
        so these items are available only within Europe.
        """).Concat(Document("warranty document", "Warranty and repairs", """
        # Warranty

        ## What is covered
        Every jacket, tent and backpack has a three-year warranty against faults in material and workmanship: seams that open,
        zips that break, coatings that peel. Normal wear, burns, cuts and damage from washing at the wrong temperature are not
        covered. Keep your invoice, because the warranty starts on the day you bought the product.

        ## Making a claim
        Send photographs of the fault and your order number to repairs@fell.example. Our workshop answers within two days and says
        whether we repair the product, replace it or give your money back. Repairs usually take two weeks and postage is on us.

        ## Repairs outside the warranty
        Our workshop mends torn fabric, broken buckles and tent poles of any brand. A patch costs £15 and a new zip £35.
        """)).Concat(Document("care document", "Looking after your gear", """
        # Looking after your gear

        ## Washing waterproof jackets
        Close all zips and wash the jacket at 30 degrees with a liquid soap made for membranes. Never use fabric softener, it
        clogs the membrane. Tumble dry on low for twenty minutes: the warmth brings the water repellent finish back to life.

        ## Down sleeping bags
        Wash down in a large front-loading machine with special down detergent, then dry it for several hours with two tennis
        balls that break up the clumps. Store the sleeping bag loose in a cotton sack, never compressed.

        ## Tents
        Dry the tent completely before you store it, or mildew will grow. Clean dirt with a sponge and cold water. The XR-200 has
        a siliconised fly sheet and must be re-sealed along the ridge with silicone sealant, not with polyurethane.
        """));

    private static Passage Faq(string name, string question, string answer, params string[] others) =>
        new(Id(name), Source(name), PassageKind.Faq, "", "", answer, [question, .. others]);

    private static IEnumerable<Passage> Document(string name, string title, string text)
    {
        var source = Source(name);
        return Chunker.Split(text).Select(chunk => new Passage(Id(name + chunk.Ordinal), source, PassageKind.Text, title, chunk.HeadingPath, chunk.Content, []));
    }

    private static Guid Source(string name)
    {
        var id = Id("source of " + name);
        SourceNames[id] = name;
        return id;
    }

    private static Guid Id(string name) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
