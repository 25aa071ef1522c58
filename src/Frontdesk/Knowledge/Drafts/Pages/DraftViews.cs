namespace Frontdesk.Knowledge.Drafts.Pages;

/// <summary>A proposal with the FAQs that could take its question.</summary>
public sealed record DraftRow(FaqDraft Draft, IReadOnlyList<NearFaq> Near);

public sealed record NearFaq(Guid Id, string Question);
