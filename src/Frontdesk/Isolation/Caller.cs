namespace Frontdesk.Isolation;

/// <summary>Those who try every operation on one company's objects.</summary>
public enum Caller
{
    Anonymous,
    Owner,
    Admin,
    Agent,
    Viewer,

    /// <summary>An agent of the company who is limited to another of its chatbots.</summary>
    LimitedAgent,

    /// <summary>Was a member with a live session, and is none any more.</summary>
    RemovedMember,

    /// <summary>The owner of another company.</summary>
    Stranger,

    /// <summary>Another company's API key with every scope.</summary>
    StrangersKey,

    /// <summary>The company's own API key, whose one scope opens nothing that is tried.</summary>
    EmptyKey,

    /// <summary>The visitor whose conversation it is.</summary>
    Visitor,

    /// <summary>Another visitor of the same website.</summary>
    OtherVisitor,
}
