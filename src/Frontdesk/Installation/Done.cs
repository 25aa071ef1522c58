using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Installation;

/// <summary>What became of something done from the console.</summary>
public sealed record Done(Errors? Errors = null, Refused? Refused = null, bool Missing = false)
{
    public static readonly Done Well = new();
    public static readonly Done NothingThere = new(Missing: true);

    public static Done Not(string code, string detail) => new(Refused: new Refused(code, detail));

    public static Done Wrong(string field, string message) => new(new Errors().Unless(false, field, message));

    public bool IsWell => this == Well;

    public IResult AsAnswer(Func<IResult>? well = null) => this switch
    {
        { Missing: true } => Problem.NotFound(),
        { Refused: { } refused } => refused.AsProblem(),
        { Errors: { } errors } => Problem.Invalid(errors),
        _ => well?.Invoke() ?? TypedResults.NoContent(),
    };

    /// <summary>Back to a page, with a sentence of what happened.</summary>
    public IResult AsPage(HttpContext http, string page, string said)
    {
        if (Missing)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, Refused?.Detail ?? Errors?.First ?? said, IsWell ? Meaning.Success : Meaning.Danger);
        return SeeOther(page);
    }
}
