namespace Fabric.Grains.Hosting;

/// <summary>A grain of this silo that may be at a long call when it has to move. Called on the activation's scheduler.</summary>
internal interface ILocalActivation : IGrainBase
{
    /// <summary>Answers the calls that wait for something to happen: whoever made them asks again.</summary>
    void EndWaits();

    /// <summary>Ends all long calls under way, so that a deactivation need not wait for them.</summary>
    void LetGo();

    /// <summary>Leaves the silo, which stops.</summary>
    void Leave()
    {
        this.DeactivateOnIdle();
        LetGo();
    }
}
