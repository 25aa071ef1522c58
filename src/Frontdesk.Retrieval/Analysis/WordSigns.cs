namespace Frontdesk.Retrieval;

/// <summary>What folding takes from a word and ranking still wants to know.</summary>
[Flags]
internal enum WordSigns : byte
{
    None = 0,
    Capital = 1,
    OpensSentence = 2,
}
